-- A brand's stores.
local MINUTE = { count = 900, seconds = 60, scope = "mchid" }
local LOOK = "GET /v3/brand/partner/store/brandstores/{store_id}"

local STORE = { "store_id", "string", ["in"] = "path", required = true, example = "20488000" }
local BRAND = { "brand_id", "string", required = true, example = "123456789" }
local BRAND_ASKED = { "brand_id", "string", ["in"] = "query", required = true, example = "123456789" }
local MCHID = { "mchid", "string", required = true, max_chars = 16, example = "1230000109" }
local STANDING = {
  BRAND,
  { "store_id", "string", example = "20488000" },
  { "store_state", "string", enum = "brand_store_state" },
}

return {
  {
    method = "POST", path = "/v3/brand/partner/store/brandstores", role = "partner",
    doc = "Create a store of a brand", doc_zh = "创建品牌门店",
    repeats = "unsafe", on_repeat = "ALREADY_EXISTS", query_after = "GET /v3/brand/partner/store/brandstores",
    rate_limit = MINUTE,
    request = {
      BRAND,
      { "store_basics", "object", shape = "brand_store_basics" },
      { "store_address", "object", required = true, shape = "brand_store_address" },
      { "store_business", "object", shape = "brand_store_business" },
    },
    response = { shape = "brand_store" },
    errors = { { "ALREADY_EXISTS", "there is such a store" }, "store" },
    page = "v3/partner/4015783183",
  },
  {
    method = "GET", path = "/v3/brand/partner/store/brandstores", role = "partner",
    doc = "List a brand's stores", doc_zh = "查询品牌门店列表",
    repeats = "safe", rate_limit = MINUTE,
    request = {
      BRAND_ASKED,
      { "store_state", "string", ["in"] = "query", enum = "brand_store_state" },
      { "offset", "integer", ["in"] = "query", min = 0, default = 0, doc = "rows to skip" },
      { "limit", "integer", ["in"] = "query", min = 1, max = 200, default = 20, doc = "rows" },
    },
    response = {
      BRAND,
      { "data", "list", items = "object", shape = "brand_store" },
      { "offset", "integer" },
      { "limit", "integer" },
      { "total_count", "integer", doc = "rows that fit" },
    },
    page = "v3/partner/4016756674",
  },
  {
    method = "GET", path = "/v3/brand/partner/store/brandstores/{store_id}", role = "partner",
    doc = "Read one store", doc_zh = "查询单个品牌门店",
    repeats = "safe", rate_limit = { count = 1800, seconds = 60, scope = "mchid" },
    request = { STORE, BRAND_ASKED },
    response = { shape = "brand_store" },
    errors = { "no_store" },
    page = "v3/partner/4015783153",
  },
  {
    method = "PATCH", path = "/v3/brand/partner/store/brandstores/{store_id}", role = "partner",
    doc = "Change a store", doc_zh = "修改品牌门店",
    repeats = "safe", query_after = LOOK, rate_limit = MINUTE,
    request = {
      STORE,
      BRAND,
      { "store_basics", "object", shape = "brand_store_basics" },
      { "store_address", "object", shape = "brand_store_address" },
      { "store_business", "object", shape = "brand_store_business" },
    },
    response = { shape = "brand_store" },
    errors = { { "PARAM_ERROR", "in its state the store cannot be changed" }, "no_store", "store" },
    notes = { "store_reference_id, service_phone and business_hours are changed without a review." },
    page = "v3/partner/4015783158",
  },
  {
    method = "DELETE", path = "/v3/brand/partner/store/brandstores/{store_id}", role = "partner",
    doc = "Delete a store", doc_zh = "删除品牌门店",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", rate_limit = MINUTE, answer = "empty",
    request = { STORE, BRAND },
    errors = { "no_store" },
    notes = { "A DELETE with a body, which is signed like any other." },
    page = "v3/partner/4015783113",
  },
  {
    method = "POST", path = "/v3/brand/partner/store/brandstores/{store_id}/bindrecipient", role = "partner",
    doc = "Have a merchant id receive a store's payments", doc_zh = "绑定门店收款商户号",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", rate_limit = MINUTE,
    request = {
      STORE, BRAND, MCHID,
      { "company_name", "string", required = true, max_chars = 256, doc = "its legal name" },
    },
    response = {
      { "brand_id", "string", example = "123456789" },
      { "store_id", "string", example = "20488000" },
      { "mchid", "string", max_chars = 16, example = "1230000109" },
      { "company_name", "string", max_chars = 256 },
      { "recipient_state", "string", enum = "brand_recipient_state" },
    },
    errors = { "no_store" },
    notes = { "Three to a store at most; the brand has to have the merchant id linked before." },
    page = "v3/partner/4015783177",
  },
  {
    method = "POST", path = "/v3/brand/partner/store/brandstores/{store_id}/unbindrecipient", role = "partner",
    doc = "Take a merchant id off a store", doc_zh = "解绑门店收款商户号",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", rate_limit = MINUTE,
    request = { STORE, BRAND, MCHID },
    response = { { "failed_reason", "string", doc = "there when it did not succeed" } },
    errors = { "no_store" },
    page = "v3/partner/4015783188",
  },
  {
    method = "POST", path = "/v3/brand/partner/store/brandstores/{store_id}/close", role = "partner",
    doc = "Close a store for the time being", doc_zh = "暂停营业品牌门店",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", rate_limit = MINUTE,
    request = { STORE, BRAND },
    response = STANDING,
    errors = { "no_store" },
    page = "v3/partner/4016756671",
  },
  {
    method = "POST", path = "/v3/brand/partner/store/brandstores/{store_id}/resume", role = "partner",
    doc = "Open a store again", doc_zh = "恢复营业品牌门店",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", rate_limit = MINUTE,
    request = { STORE, BRAND },
    response = STANDING,
    errors = { "no_store" },
    page = "v3/partner/4016756672",
  },
}
