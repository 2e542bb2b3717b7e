/*
** fault.c - see fault.h.
*/
#include "crypto/fault.h"

#include <stddef.h>

static const char CONFIG[] = "config", CRYPTO[] = "crypto", SIGNATURE[] = "signature";

typedef struct {
  const char *kind, *name, *message, *hint;
} Text;

static const Text texts[WXC_FAULT_COUNT] = {
    [WXC_FAULT_NONE] = {"", "", "", NULL},

    [WXC_FAULT_EMPTY] = {CONFIG, "empty", "the key or certificate is empty",
                         "give its PEM text, or the path of its file"},
    [WXC_FAULT_NOT_PEM] = {CONFIG, "not_pem", "this is no PEM text: there is no -----BEGIN line",
                           "open the file: it starts with -----BEGIN"},
    [WXC_FAULT_DER] = {CONFIG, "der", "this is DER (binary), and PEM (text) is meant",
                       "convert it: openssl x509 -inform DER -in FILE, or openssl pkey -inform DER -in FILE"},
    [WXC_FAULT_PKCS12] = {CONFIG, "pkcs12", "this is a PKCS#12 file (apiclient_cert.p12), and PEM is meant",
                          "take apiclient_key.pem and apiclient_cert.pem of the same archive"},
    [WXC_FAULT_NO_ARMOR] = {CONFIG, "no_armor", "this is the inside of a PEM text, without its BEGIN and END lines",
                            "give the whole file, with the lines -----BEGIN ...----- and -----END ...-----"},
    [WXC_FAULT_ESCAPED_NEWLINES] = {CONFIG, "escaped_newlines",
                                    "the PEM text holds \\n as two characters instead of line ends",
                                    "it was escaped once too often, as happens in environment variables and JSON"},
    [WXC_FAULT_PATH_FOR_PEM] = {CONFIG, "path_for_pem", "this is the path of a file, and its content is meant",
                                "read the file first"},
    [WXC_FAULT_API_KEY_FOR_PEM] = {CONFIG, "api_key_for_pem",
                                   "this has 32 characters as an API key has, and a PEM text is meant",
                                   "the API key goes into api_v3_key (of a brand: brand_api_key)"},
    [WXC_FAULT_KEY_ID_FOR_PEM] =
        {CONFIG, "key_id_for_pem", "this is the id of a public key, and its PEM text is meant",
         "the id goes into platform_public_key_id, the file pub_key.pem into platform_public_key"},
    [WXC_FAULT_SERIAL_FOR_PEM] = {CONFIG, "serial_for_pem", "this is a serial number, and a PEM text is meant",
                                  "the serial goes into merchant_serial (of a brand: brand_serial)"},
    [WXC_FAULT_DAMAGED_PEM] = {CONFIG, "damaged_pem", "the PEM text is cut or damaged", "copy the whole file again"},
    [WXC_FAULT_SEVERAL_BLOCKS] = {CONFIG, "several_blocks", "the PEM text has several blocks, and one is meant",
                                  "split the file: one key or one certificate each"},
    [WXC_FAULT_UNKNOWN_PEM] = {CONFIG, "unknown_pem", "the PEM text is neither a key nor a certificate",
                               "WeChat Pay console: account centre, API security"},
    [WXC_FAULT_PEM_TOO_LARGE] = {CONFIG, "pem_too_large", "the text is too large for a key or certificate", NULL},

    [WXC_FAULT_CERTIFICATE_FOR_PRIVATE_KEY] = {CONFIG, "certificate_for_private_key",
                                               "this is a certificate, and the private key is meant",
                                               "take apiclient_key.pem, not apiclient_cert.pem"},
    [WXC_FAULT_PUBLIC_FOR_PRIVATE_KEY] = {CONFIG, "public_for_private_key",
                                          "this is a public key, and the private key is meant",
                                          "take apiclient_key.pem; pub_key.pem is the platform's"},
    [WXC_FAULT_PRIVATE_FOR_PUBLIC_KEY] =
        {CONFIG, "private_for_public_key", "this is a private key, and the other side's public key is meant",
         "take the platform's pub_key.pem (or its certificate); your own key only signs "
         "and decrypts"},
    [WXC_FAULT_CERTIFICATE_FOR_PUBLIC_KEY] = {CONFIG, "certificate_for_public_key",
                                              "this is a certificate, and a public key (PUB_KEY_ID_...) is meant",
                                              "take pub_key.pem of the console; a certificate has a serial, not an id"},
    [WXC_FAULT_PRIVATE_KEY_FOR_CERTIFICATE] = {CONFIG, "private_key_for_certificate",
                                               "this is a private key, and a certificate is meant",
                                               "take apiclient_cert.pem, not apiclient_key.pem"},
    [WXC_FAULT_PUBLIC_KEY_FOR_CERTIFICATE] = {CONFIG, "public_key_for_certificate",
                                              "this is a public key, and a certificate is meant",
                                              "a public key has an id (PUB_KEY_ID_...) instead of a certificate"},
    [WXC_FAULT_CERTIFICATE_REQUEST] = {CONFIG, "certificate_request",
                                       "this is a certificate request, of use only for asking for a certificate",
                                       "take the certificate or the key that came of it"},
    [WXC_FAULT_ENCRYPTED_KEY] = {CONFIG, "encrypted_key", "the private key is encrypted with a passphrase",
                                 "write it without: openssl pkey -in FILE -out NEW (and let only the service read it)"},

    [WXC_FAULT_NOT_RSA] = {CONFIG, "not_rsa", "the key is not an RSA key",
                           "this scheme signs and encrypts with RSA alone"},
    [WXC_FAULT_NOT_SM2] = {CONFIG, "not_sm2", "the key is not an SM2 key", "WECHATPAY2-SM2-WITH-SM3 needs an SM2 key"},
    [WXC_FAULT_UNKNOWN_ALGORITHM] = {CONFIG, "unknown_algorithm", "the key is neither an RSA nor an SM2 key",
                                     "WeChat Pay knows these two"},
    [WXC_FAULT_KEY_SIZE] = {CONFIG, "key_size", "an RSA key has 2048 to 8192 bits here", "WeChat Pay's have 2048"},

    [WXC_FAULT_WRONG_PAIR] = {CONFIG, "wrong_pair", "the private key does not belong to this certificate",
                              "take both files from the same archive; a renewed certificate has a new key"},
    [WXC_FAULT_SERIAL_KEY_ID] = {CONFIG, "serial_is_key_id",
                                 "this is the id of the platform's public key, and a certificate's serial is meant",
                                 "openssl x509 -in apiclient_cert.pem -noout -serial prints your serial"},
    [WXC_FAULT_SERIAL_DECIMAL] = {CONFIG, "serial_decimal",
                                  "the serial is written in decimal, and hexadecimal is meant",
                                  "openssl x509 -in apiclient_cert.pem -noout -serial prints it as WeChat writes it"},
    [WXC_FAULT_SERIAL_FORMAT] = {CONFIG, "serial_format", "a serial is up to 40 hexadecimal digits",
                                 "openssl x509 -in apiclient_cert.pem -noout -serial prints it"},
    [WXC_FAULT_SERIAL_OTHER] = {CONFIG, "serial_of_another", "the serial is not the one of this certificate",
                                "openssl x509 -in apiclient_cert.pem -noout -serial prints yours; answers name the "
                                "platform's"},
    [WXC_FAULT_API_KEY_LENGTH] = {CONFIG, "api_key_length", "an APIv3 key has exactly 32 bytes",
                                  "WeChat Pay console: account centre, API security, APIv3 key (not the APIv2 key)"},
    [WXC_FAULT_API_KEY_ENCODING] =
        {CONFIG, "api_key_encoding",
         "this is longer than an APIv3 key: the key itself is 32 bytes, neither base64 nor hex",
         "give it as it was typed into the console; an EncodingAESKey is something else"},
    [WXC_FAULT_API_KEY_CHARACTERS] = {CONFIG, "api_key_characters",
                                      "an APIv3 key has letters and digits alone, and this has something else",
                                      "look for blanks and line ends that came along"},

    [WXC_FAULT_KEY_LENGTH] = {CRYPTO, "key_length", "an AES key has 16, 24 or 32 bytes", NULL},
    [WXC_FAULT_NONCE_LENGTH] = {CRYPTO, "nonce_length", "the nonce has 12 bytes, used as they are",
                                "do not decode it as base64"},
    [WXC_FAULT_TOO_LONG] =
        {CRYPTO, "too_long",
         "the value is too long to be encrypted: 214 bytes with a 2048-bit key, 470 with a 4096-bit one",
         "214 bytes are 71 Chinese characters; a value is never split"},
    [WXC_FAULT_BASE64] = {CRYPTO, "base64", "the text is not base64",
                          "pass it on untouched: an encrypted value is base64, in a URL percent-encoded"},
    [WXC_FAULT_TOO_SHORT] = {CRYPTO, "too_short", "the ciphertext is not longer than its 16-byte tag",
                             "it was cut on its way, or the tag was cut off"},
    [WXC_FAULT_TOO_LARGE] = {CRYPTO, "too_large", "the text is larger than 16 MiB", NULL},
    [WXC_FAULT_DECRYPT] = {CRYPTO, "decrypt", "the value cannot be decrypted with this key",
                           "encrypted for another key, or not by RSA-OAEP with SHA-1 (PKCS#1 v1.5 and SHA-256 are the "
                           "usual mistakes)"},
    [WXC_FAULT_AUTHENTICATION] =
        {CRYPTO, "authentication", "key, nonce, associated data and ciphertext do not fit together",
         "usually the APIv3 key is not the one now set in the console, or it is the APIv2 key"},
    [WXC_FAULT_SIGNATURE] = {CRYPTO, "signature", "the signature was not made by this key",
                             "another key's signature, a probe, or damage"},
    [WXC_FAULT_UNSIGNED] = {SIGNATURE, "unsigned",
                            "a Wechatpay-Timestamp, -Nonce, -Signature or -Serial header is missing",
                            "a proxy may have dropped it; without all four anybody may have sent this"},
    [WXC_FAULT_TIMESTAMP] = {SIGNATURE, "timestamp", "Wechatpay-Timestamp is not a time in seconds", NULL},
    [WXC_FAULT_CLOCK] = {SIGNATURE, "clock", "it was signed more than five minutes away from this clock",
                         "a replay, or this machine's clock is wrong"},
    [WXC_FAULT_SCHEME] = {SIGNATURE, "scheme", "it was signed by another scheme than the caller's",
                          "merchants and brands have schemes of their own"},
    [WXC_FAULT_UNKNOWN_SERIAL] = {SIGNATURE, "unknown_serial", "no platform key is known for this Wechatpay-Serial",
                                  "see platform_public_key_id; with certificates they are downloaded again"},
    [WXC_FAULT_PROBE] = {SIGNATURE, "signtest", "WeChat's probe with a wrong signature on purpose",
                         "rightly refused: the genuine one follows"},
    [WXC_FAULT_BAD_SIGNATURE] = {SIGNATURE, "bad_signature",
                                 "the signature does not fit this body, or was made by another key",
                                 "verify the raw bytes as they came; parsed and written again they are others"},

    [WXC_FAULT_ROOM] = {CRYPTO, "room", "no room for the result", NULL},
    [WXC_FAULT_UNSUPPORTED] = {CRYPTO, "unsupported", "this OpenSSL was built without the SM algorithms",
                               "use RSA (WECHATPAY2-SHA256-RSA2048), or an OpenSSL with SM2, SM3 and SM4"},
    [WXC_FAULT_MEMORY] = {CRYPTO, "memory", "no memory for a working copy", NULL},
    [WXC_FAULT_OPENSSL] = {CRYPTO, "openssl", "OpenSSL refused the operation",
                           "see which OpenSSL the process has loaded"},
};

const char *wxc_fault_name (wxc_Fault fault) {
  return texts[fault].name;
}

int wxc_fault_error (wxc_Fault fault, const char *path, wxc_Error *err) {
  const Text *text = &texts[fault];
  return wxc_error(err, text->kind, path, text->hint, "%s", text->message);
}
