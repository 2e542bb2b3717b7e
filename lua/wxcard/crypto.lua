---Digests, randomness, base64, WeChat's message envelope, and what WeChat Pay APIv3 signs and encrypts with.
---Pure functions on the caller's thread, on OpenSSL.
---A wrong argument type raises; what data can cause comes back as `nil, err`.
local core = require("wxcard.core").crypto

local crypto = {}

---@type fun(text: string): string?, wxcard.Error? 40 lower-case hex digits
crypto.sha1_hex = core.sha1_hex

---@type fun(text: string): string?, wxcard.Error? 64 lower-case hex digits
crypto.sha256_hex = core.sha256_hex

---SHA-1 of the texts (at most 16), sorted by bytes and joined without a separator: WeChat's signature.
---@type fun(...: string): string?, wxcard.Error?
crypto.sha1_sorted = core.sha1_sorted

---Whether `a` comes before `b` by bytes. Lua's own `<` asks the process locale.
---@type fun(a: string, b: string): boolean
crypto.less = core.less

---Compares secrets and signatures: the time taken does not tell where they differ.
---@type fun(a: string, b: string): boolean
crypto.equal = core.equal

---`n` (1 to 256) letters and digits, each as likely as the others.
---@type fun(n: integer): string?, wxcard.Error?
crypto.random_nonce = core.random_nonce

---`n` (1 to 65536) unguessable bytes.
---@type fun(n: integer): string?, wxcard.Error?
crypto.random_bytes = core.random_bytes

---@type fun(bytes: string): string?, wxcard.Error?
crypto.base64_encode = core.base64_encode

---Strict: whole groups of four, padded, no blanks.
---@type fun(text: string): string?, wxcard.Error? kind "crypto", name "base64"
crypto.base64_decode = core.base64_decode

---The 32 bytes of an EncodingAESKey, whose surplus two bits are dropped.
---@type fun(key43: string): string?, wxcard.Error? kind "crypto", name "illegal_aes_key"
crypto.envelope_key = core.envelope_key

---Opens a sealed message.
---@type fun(key43: string, appid: string, sealed: string): string?, wxcard.Error?
---  kind "crypto", name "illegal_aes_key", "base64", "decrypt", "illegal_buffer", "appid_mismatch" or "too_large"
crypto.envelope_open = core.envelope_open

---Seals a message. `random16` is for vectors: without it the 16 bytes in front are fresh.
---@type fun(key43: string, appid: string, message: string, random16?: string): string?, wxcard.Error?
crypto.envelope_seal = core.envelope_seal

---------------------------------------------------------------------------------------------------- WeChat Pay

---A key, parsed once. Serves RSA (SHA256-RSA signatures, OAEP with SHA-1) and SM2, as the key itself is.
---@class wxcard.Key
---@field sign fun(self, text: string): string?, wxcard.Error? base64; a private key
---@field verify fun(self, text: string, signature: string): boolean?, wxcard.Error? false for a bad signature; a public
---  key or certificate
---@field recover fun(self, signature: string): string?, wxcard.Error? the SHA-256 (hex) that an RSA signature was made
---  over: an altered text has another one, another key's signature has none
---@field encrypt fun(self, text: string): string?, wxcard.Error? base64, never the same twice; a public key or a
---  certificate
---@field decrypt fun(self, text: string): string?, wxcard.Error? of base64; a private key
---@field matches fun(self, other: wxcard.Key): boolean, wxcard.Error? whether both hold the same public key
---@field public_pem fun(self): string?, wxcard.Error? the public half
---@field kind fun(self): "private key"|"public key"|"certificate"
---@field algorithm fun(self): "rsa"|"sm2"
---@field bits fun(self): integer
---@field close fun(self) twice is fine; garbage collection does it, too

---Reads a PEM text: PKCS#1, PKCS#8, SPKI or a certificate. With `use` everything that is not meant is refused by name.
---@type fun(pem: string, use?: "any"|"private"|"public"|"public_alone", algorithm?: "any"|"rsa"|"sm2"): wxcard.Key?,
---  wxcard.Error? kind "config"; "public" takes a certificate as well, "public_alone" does not
crypto.key = core.key

---@type fun(pem: string): string?, wxcard.Error? "private key", "public key", "certificate", "certificate request" or
---  "encrypted private key"; name tells what it is instead
crypto.pem_kind = core.pem_kind

---What a certificate says: `serial` (upper-case hex, leading zeros kept), `subject_cn` (a merchant's mchid), `subject`,
---`issuer`, `not_before` and `not_after` (RFC 3339 in +08:00, and as `not_before_unix`, `not_after_unix`), `algorithm`,
---`bits`.
---@type fun(pem: string): table?, wxcard.Error?
crypto.certificate_info = core.certificate_info

---The serial as WeChat writes it. With a certificate it must be that one's.
---@type fun(serial: string, certificate?: string): string?, wxcard.Error? name "serial_decimal", "serial_format",
---  "serial_is_key_id" or "serial_of_another"
crypto.check_serial = core.check_serial

---Whether this can be an APIv3 key (or a brand API key) at all.
---@type fun(key: string): boolean?, wxcard.Error? name "api_key_length", "api_key_encoding" or "api_key_characters"
crypto.check_api_v3_key = core.check_api_v3_key

---Seconds since 1970 as WeChat Pay writes time, in +08:00 whatever TZ says.
---@type fun(seconds: number): string
crypto.rfc3339 = core.rfc3339

---Whether private key and certificate belong together.
---@param key string PEM
---@param certificate string PEM
---@return boolean?
---@return wxcard.Error? err kind "config", name "wrong_pair", or what is given in place of either
function crypto.check_pair(key, certificate)
  local info, err = core.certificate_info(certificate)
  if not info then
    return nil, err
  end
  local private, public
  private, err = core.key(key, "private")
  if private then
    public, err = core.key(certificate, "public")
  end
  if not public then
    return nil, err
  end
  return private:matches(public)
end

-- One use of a key that is read for it.
local function with(use, algorithm, method)
  return function(pem, ...)
    local key, err = core.key(pem, use, algorithm)
    if not key then
      return nil, err
    end
    return key[method](key, ...)
  end
end

---SHA256-RSA (PKCS#1 v1.5) of the bytes.
---@type fun(pem: string, message: string): string?, wxcard.Error? base64
crypto.rsa_sha256_sign = with("private", "rsa", "sign")

---@type fun(pem: string, message: string, signature: string): boolean?, wxcard.Error? false and why for a bad
---  signature, nil for a bad key
crypto.rsa_sha256_verify = with("public", "rsa", "verify")

---The SHA-256 that a signature was made over.
---@type fun(pem: string, signature: string): string?, wxcard.Error? 64 lower-case hex digits
crypto.rsa_sha256_recover = with("public", "rsa", "recover")

---RSA-OAEP with SHA-1, as sensitive fields need: at most 214 bytes with a 2048-bit key.
---@type fun(pem: string, text: string): string?, wxcard.Error? base64; name "too_long"
crypto.oaep_encrypt = with("public", "rsa", "encrypt")

---@type fun(pem: string, text: string): string?, wxcard.Error? name "base64" or "decrypt"
crypto.oaep_decrypt = with("private", "rsa", "decrypt")

---SM2 with SM3, for the signer's id that WeChat Pay uses, and SM2 values. name "unsupported" where OpenSSL has none.
---@type fun(pem: string, message: string): string?, wxcard.Error?
crypto.sm2_sm3_sign = with("private", "sm2", "sign")
---@type fun(pem: string, message: string, signature: string): boolean?, wxcard.Error?
crypto.sm2_sm3_verify = with("public", "sm2", "verify")
---@type fun(pem: string, text: string): string?, wxcard.Error?
crypto.sm2_encrypt = with("public", "sm2", "encrypt")
---@type fun(pem: string, text: string): string?, wxcard.Error?
crypto.sm2_decrypt = with("private", "sm2", "decrypt")

---@type fun(text: string): string?, wxcard.Error? 64 lower-case hex digits
crypto.sm3_hex = core.sm3_hex

---AEAD_AES_256_GCM as WeChat Pay sends it: the APIv3 key as it is, a nonce of 12 bytes as they are, `aad` may be nil,
---the result base64 of ciphertext and tag.
---@type fun(key: string, nonce: string, aad: string?, text: string): string?, wxcard.Error?
crypto.aes_256_gcm_encrypt = core.aes_256_gcm_encrypt

---@type fun(key: string, nonce: string, aad: string?, text: string): string?, wxcard.Error? name "authentication",
---  "too_short", "base64", "nonce_length" or one of check_api_v3_key's
crypto.aes_256_gcm_decrypt = core.aes_256_gcm_decrypt

---AEAD_SM4_GCM, likewise: its key is made of the APIv3 key.
---@type fun(key: string, nonce: string, aad: string?, text: string): string?, wxcard.Error?
crypto.sm4_gcm_encrypt = core.sm4_gcm_encrypt
---@type fun(key: string, nonce: string, aad: string?, text: string): string?, wxcard.Error?
crypto.sm4_gcm_decrypt = core.sm4_gcm_decrypt

---GCM below the rules of WeChat Pay, bytes to bytes with the tag behind: AES with keys of 16, 24 or 32 bytes and any
---nonce, or SM4 with its own key of 16.
---@type fun(cipher: "aes"|"sm4", key: string, nonce: string, aad: string?, bytes: string): string?, wxcard.Error?
crypto.gcm_seal = core.gcm_seal
---@type fun(cipher: "aes"|"sm4", key: string, nonce: string, aad: string?, bytes: string): string?, wxcard.Error?
crypto.gcm_open = core.gcm_open

return crypto
