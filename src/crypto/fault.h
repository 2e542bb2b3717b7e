/*
** fault.h - why keys, certificates and ciphertexts are refused. One number in C, one stable name and one sentence for
** people. No sentence holds anything of a key, a plaintext or a ciphertext. Any thread.
*/
#ifndef WXC_FAULT_H
#define WXC_FAULT_H

#include "error.h"

typedef enum wxc_Fault {
  WXC_FAULT_NONE = 0,
  /* what was given where a PEM text is meant */
  WXC_FAULT_EMPTY,
  WXC_FAULT_NOT_PEM,
  WXC_FAULT_DER,
  WXC_FAULT_PKCS12,
  WXC_FAULT_NO_ARMOR,
  WXC_FAULT_ESCAPED_NEWLINES,
  WXC_FAULT_PATH_FOR_PEM,
  WXC_FAULT_API_KEY_FOR_PEM,
  WXC_FAULT_KEY_ID_FOR_PEM,
  WXC_FAULT_SERIAL_FOR_PEM,
  WXC_FAULT_DAMAGED_PEM,
  WXC_FAULT_SEVERAL_BLOCKS,
  WXC_FAULT_UNKNOWN_PEM,
  WXC_FAULT_PEM_TOO_LARGE,
  /* one kind of PEM where another is meant */
  WXC_FAULT_CERTIFICATE_FOR_PRIVATE_KEY,
  WXC_FAULT_PUBLIC_FOR_PRIVATE_KEY,
  WXC_FAULT_PRIVATE_FOR_PUBLIC_KEY,
  WXC_FAULT_CERTIFICATE_FOR_PUBLIC_KEY,
  WXC_FAULT_PRIVATE_KEY_FOR_CERTIFICATE,
  WXC_FAULT_PUBLIC_KEY_FOR_CERTIFICATE,
  WXC_FAULT_CERTIFICATE_REQUEST,
  WXC_FAULT_ENCRYPTED_KEY,
  /* a key of another sort */
  WXC_FAULT_NOT_RSA,
  WXC_FAULT_NOT_SM2,
  WXC_FAULT_UNKNOWN_ALGORITHM,
  WXC_FAULT_KEY_SIZE,
  /* things that do not belong together */
  WXC_FAULT_WRONG_PAIR,
  WXC_FAULT_SERIAL_KEY_ID,
  WXC_FAULT_SERIAL_DECIMAL,
  WXC_FAULT_SERIAL_FORMAT,
  WXC_FAULT_SERIAL_OTHER,
  WXC_FAULT_API_KEY_LENGTH,
  WXC_FAULT_API_KEY_ENCODING,
  WXC_FAULT_API_KEY_CHARACTERS,
  /* operations */
  WXC_FAULT_KEY_LENGTH,
  WXC_FAULT_NONCE_LENGTH,
  WXC_FAULT_TOO_LONG,
  WXC_FAULT_BASE64,
  WXC_FAULT_TOO_SHORT,
  WXC_FAULT_TOO_LARGE,
  WXC_FAULT_DECRYPT,
  WXC_FAULT_AUTHENTICATION,
  WXC_FAULT_SIGNATURE,
  /* a signed answer or notification */
  WXC_FAULT_UNSIGNED,
  WXC_FAULT_TIMESTAMP,
  WXC_FAULT_CLOCK,
  WXC_FAULT_SCHEME,
  WXC_FAULT_UNKNOWN_SERIAL,
  WXC_FAULT_PROBE,
  WXC_FAULT_BAD_SIGNATURE,
  /* this side */
  WXC_FAULT_ROOM,
  WXC_FAULT_UNSUPPORTED,
  WXC_FAULT_MEMORY,
  WXC_FAULT_OPENSSL,
  WXC_FAULT_COUNT
} wxc_Fault;

/* "certificate_for_private_key": for programs, never changes. */
const char *wxc_fault_name (wxc_Fault fault);

/* Fills err (may be NULL) and returns WXC_ERR; `path` names the setting or field, NULL for none. */
int wxc_fault_error (wxc_Fault fault, const char *path, wxc_Error *err);

#endif
