-- The pay half over the wire with nothing of ours: curl sends, the openssl command line signs, encrypts and verifies.
describe("sandbox, WeChat Pay over the wire", function()
  local program = require("spec.support.program")
  local support = require("spec.support.sandbox")

  local SCRIPT = [==[
set -e
url=/v3/brand/partner/card-member/user-cards/import-by-phone
OAEP="-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha1 -pkeyopt rsa_mgf1_md:sha1"
phone=$(printf 13800138000 | openssl pkeyutl -encrypt -pubin -inkey "$PUBLIC" $OAEP | openssl base64 -A)
body='{"brand_id":"1004","card_id":"pbLatjvWOibDc5-TBnbUk1pD12o0","user_card_code":"478515832665",
"phone_number":"'$phone'","valid_date_information":{"type":"FIX_TIME_RANGE",
"available_begin_time":"2020-05-20T13:29:35+08:00","available_end_time":"2049-05-20T13:29:35+08:00"}}'
now=$(date +%s) nonce=593BEC0C930BF1AFEB40B4A08C8FB242
sign=$(printf 'POST\n%s\n%s\n%s\n%s\n' "$url" "$now" "$nonce" "$body" |
  openssl dgst -sha256 -sign "$KEY" | openssl base64 -A)
who="mchid=\"$MCHID\",nonce_str=\"$nonce\",signature=\"$sign\",timestamp=\"$now\",serial_no=\"$SERIAL\""
curl -s -m 10 -D head -o body -X POST "$BASE$url" -H "Accept: application/json" -H "Content-Type: application/json" \
  -H "Wechatpay-Serial: $ID" --data-binary "$body" \
  -H "Authorization: WECHATPAY2-SHA256-RSA2048 $who"
field() { tr -d '\r' <head | sed -n "s/^$1: //Ip"; }
field Wechatpay-Signature | openssl base64 -d -A >sig
{ printf '%s\n%s\n' "$(field Wechatpay-Timestamp)" "$(field Wechatpay-Nonce)"; cat body; echo; } >text
openssl dgst -sha256 -verify "$PUBLIC" -signature sig text
head -1 head
sed 's/.*"phone_number":"\([^"]*\)".*/\1/' body | openssl base64 -d -A | openssl pkeyutl -decrypt -inkey "$KEY" $OAEP
]==]

  it("imports a member by phone", function()
    local here = support.start()
    local keys, folder = here.keys, program.folder()
    local quote = program.quote
    local file = assert(io.open(folder .. "/run.sh", "wb"))
    file:write(SCRIPT)
    file:close()
    local _, out, err = program.sh(("cd %s && BASE=%s MCHID=%s SERIAL=%s KEY=%s PUBLIC=%s ID=%s sh ./run.sh"):format(
      quote(folder), quote(keys.base_url), quote(keys.mchid), quote(keys.merchant_serial), quote(keys.merchant_key),
      quote(keys.platform_public_key), quote(keys.platform_public_key_id)))
    program.remove(folder)
    here.stop()
    assert.matches("^Verified OK\nHTTP/1.1 200 OK\r?\n13800138000$", out, 1, false, err)
  end)

  it("tells clients everything they need, of its own files, in a fresh folder", function()
    local dir = support.folder()
    local here = support.start({ dir = dir, pay_keys = dir .. "/pay" })
    for _, name in ipairs({ "mchid", "merchant_serial", "merchant_key", "merchant_cert", "api_v3_key",
      "platform_public_key_id", "platform_public_key", "platform_cert_serial", "platform_cert", "brand_id",
      "brand_serial", "brand_key", "brand_cert", "brand_api_key", "brand_public_key_id", "brand_public_key" }) do
      assert.is_string(here.keys[name], name)
    end
    assert.equal(32, #here.keys.api_v3_key)
    local _, others = program.sh(("find %s/pay -type f ! -perm 600"):format(program.quote(dir)))
    assert.equal("", others)
    support.curl(here.url .. "/_sandbox/pay/brand", "-d '{\"brand_id\":\"77\"}'")
    here.kill()
    local again = support.start({ dir = dir, pay_keys = dir .. "/pay" })
    here.keys.base_url, again.keys.base_url = nil, nil
    assert.same(here.keys, again.keys)
    again.kill()
    local state = program.contents(dir .. "/state.json")
    assert.is_truthy(state:find('"77":{"membership":true}', 1, true)) -- what was kept goes on
    for _, name in ipairs({ "api_v3_key", "brand_api_key" }) do
      assert.is_nil(state:find(here.keys[name], 1, true), name)
    end
    program.remove(dir)
  end)
end)
