---Digests, randomness, base64 and WeChat's message envelope, on OpenSSL. Pure functions on the caller's thread.
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

return crypto
