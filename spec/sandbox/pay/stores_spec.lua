-- Stores of a brand: made, reviewed, changed, closed, paid.
describe("sandbox, a brand's stores", function()
  local pay_client = require("spec.support.pay_client")

  local PATH = "/v3/brand/partner/store/brandstores"
  local here

  before_each(function()
    here = pay_client.new()
  end)

  local function create(more)
    local body = { brand_id = "1004", store_basics = { branch_name = "人民路店" },
      store_address = { address_code = "440305", address_detail = "人民路1号", longitude = "112.6", latitude = "37.7" } }
    for k, v in pairs(more or {}) do
      body[k] = v
    end
    return here:call("POST", PATH, body)
  end

  it("opens when it has passed its review, and can be changed then", function()
    local store, response = create()
    assert.equal(200, response.status, response.body)
    assert.same({ "CREATING", "PROCESSING" }, { store.store_state, store.audit_state })
    local one = PATH .. "/" .. store.store_id
    local change = { brand_id = "1004", store_business = { service_phone = "0755-86013388" } }
    assert.equal("PARAM_ERROR", here:call("PATCH", one, change).code)
    here:control("store/review", { store_id = store.store_id, pass = true })
    assert.equal("0755-86013388", here:call("PATCH", one, change).store_business.service_phone)
    store = here:call("GET", one .. "?brand_id=1004")
    assert.same({ "OPEN", "人民路店" }, { store.store_state, store.store_basics.branch_name })
    assert.equal("CLOSED", here:call("POST", one .. "/close", { brand_id = "1004" }).store_state)
    assert.equal("INVALID_REQUEST", here:call("POST", one .. "/close", { brand_id = "1004" }).code)
    assert.equal(1, here:call("GET", PATH .. "?brand_id=1004&store_state=CLOSED").total_count)
    assert.equal("OPEN", here:call("POST", one .. "/resume", { brand_id = "1004" }).store_state)
    assert.equal(204, select(2, here:call("DELETE", one, { brand_id = "1004" })).status)
    assert.equal("NOT_FOUND", here:call("GET", one .. "?brand_id=1004").code)
  end)

  it("is one of its kind, and somewhere on earth", function()
    create()
    local value, response = create()
    assert.same({ 400, "ALREADY_EXISTS" }, { response.status, value.code })
    value = create({ store_address = { address_code = "440305", address_detail = "x", longitude = "181" } })
    assert.equal("/store_address/longitude", value.detail.field)
    assert.equal("NO_AUTH", create({ brand_id = "77" }).code)
  end)

  it("has three recipients at most", function()
    local one = PATH .. "/" .. create().store_id
    local function bind(mchid)
      return here:call("POST", one .. "/bindrecipient", { brand_id = "1004", mchid = mchid, company_name = "公司" })
    end
    for i = 1, 3 do
      assert.equal("CONFIRMED", bind("123000010" .. i).recipient_state)
    end
    assert.equal("INVALID_REQUEST", bind("1230000104").code)
    for i = 1, 3 do
      assert.same({}, here:call("POST", one .. "/unbindrecipient", { brand_id = "1004", mchid = "123000010" .. i }))
    end
    assert.is_string(here:call("POST", one .. "/unbindrecipient", { brand_id = "1004", mchid = "9" }).failed_reason)
    assert.is_nil(here:call("GET", one .. "?brand_id=1004").store_recipient)
  end)
end)
