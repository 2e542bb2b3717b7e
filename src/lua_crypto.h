/*
** lua_crypto.h - what the two binding files of wxcard.core.crypto share.
*/
#ifndef WXC_LUA_CRYPTO_H
#define WXC_LUA_CRYPTO_H

#include "lua_wxcard.h"

#include "crypto/bytes.h"
#include "crypto/fault.h"
#include "crypto/key.h"

/* Memory for secrets and results, on the Lua stack: wiped when it is released or collected. */
typedef struct {
  unsigned char *data; /* owned; NULL once released, or when there was none to be had */
  size_t size;
} wxc_Scratch;

wxc_Scratch *wxc_scratch_new (lua_State *L, size_t size);
void wxc_scratch_release (wxc_Scratch *s);

/* A string and nothing else: a number's text differs between the Luas. */
wxc_Slice wxc_check_slice (lua_State *L, int arg);

/* The key inside a key object; a closed one raises. Borrowed while the object lives. */
wxc_Key *wxc_check_key (lua_State *L, int arg);

/* Pushes nil and the error, which has the fault's name; returns 2. */
int wxc_push_fault (lua_State *L, wxc_Fault fault);

/* Adds keys, certificates, OAEP, AEAD and the SM algorithms to the table on top of the stack. */
void wxc_add_pay_crypto (lua_State *L);
/* Adds the texts that are signed. */
void wxc_add_paysign (lua_State *L);

#endif
