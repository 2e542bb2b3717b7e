-- A brand's merchant card: its configuration, the rules that link payments to it, what the brand authorised.
local ONE = { count = 1, seconds = 1, scope = "mchid" }
local THIRTY = { count = 30, seconds = 1, scope = "mchid" }
local HUNDRED = { count = 100, seconds = 1, scope = "mchid" }
local LOOK = "GET /v3/brand/card/card-configs"
local LOOK_LINK = "GET /v3/brand/card/card-links/business-code/{business_code}"
local EITHER = { { "business_code", "applyment_id" } }

local NUMBER = { "business_code", "string", required = true, max_chars = 128, example = "190001351110000",
  doc = "the caller's number of the application: digits, letters, _" }
local NUMBER_OR = { "business_code", "string", max_chars = 128, example = "190001351110000",
  doc = "the caller's number, or applyment_id" }
local NUMBER_ASKED = { "business_code", "string", ["in"] = "query", max_chars = 128, example = "190001351110000",
  doc = "the caller's number, or applyment_id" }
local ID = { "applyment_id", "string", required = true, max_chars = 25, example = "1111111111",
  doc = "WeChat's number" }
local ID_OR = { "applyment_id", "string", max_chars = 25, example = "1111111111", doc = "WeChat's number" }
local ID_ASKED = { "applyment_id", "string", ["in"] = "query", max_chars = 25, example = "1111111111",
  doc = "WeChat's number" }
local BRAND = { "brand_id", "string", required = true, max_chars = 20, example = "1004" }
local BRAND_ASKED = { "brand_id", "string", ["in"] = "query", required = true, max_chars = 20, example = "120344" }
local STATE = { "applyment_state", "string", required = true, enum = "brand_applyment_state" }
local PREVIEW = { "card_preview_url", "string", required = true, max_chars = 512, doc = "for a QR code to look at it" }
local PREVIEW_ENDS = { "url_expired_time", "string", required = true, max_chars = 64, format = "rfc3339",
  example = "2025-05-20T13:29:35+08:00", doc = "end of that link" }
local SCHEDULED = { "scheduled_publish_time", "string", max_chars = 64, format = "rfc3339",
  example = "2025-05-20T13:29:35+08:00" }
local SCENE = { "payment_scene", "string", required = true, enum = "brand_payment_scene", doc = "where is paid" }
local APPID = { "appid", "string", max_chars = 50, example = "wxea9c30890f48d5ae" }
local MCHID = { "card_link_mchid", "string", max_chars = 20, example = "111222333", doc = "merchant id of the rule" }
local SERVICE = { "service_id", "string", max_chars = 50, example = "00005000000000548218251086296300" }

return {
  {
    method = "POST", path = "/v3/brand/card/card-configs", role = "partner",
    doc = "Apply for a configuration of the merchant card", doc_zh = "提交商家名片配置申请",
    repeats = "unsafe", natural_key = { "business_code" }, on_repeat = "RESOURCE_ALREADY_EXISTS", query_after = LOOK,
    idempotency = "refused while one is under way; a refused one is corrected under its old number", rate_limit = ONE,
    request = {
      NUMBER,
      BRAND,
      { "brand_mini_program_info", "object", doc = "the brand's mini program", fields = {
        { "appid", "string", required = true, max_chars = 50, example = "wx1234567890abcdef" },
        { "default_jump_path", "string", max_chars = 512, example = "pages/shop/index" },
        { "button_text", "string", max_chars = 10, doc = "on the button that opens it" },
      } },
      { "brand_customer_service", "object", required = true, fields = {
        { "customer_service_type", "string", required = true, enum = "brand_service_type" },
        { "customer_service_phone", "string", max_chars = 20, required_when = { "customer_service_type",
          "SERVICE_PHONE" } },
        { "customer_service_path", "string", max_chars = 1024, doc = "page or link",
          required_when = { "customer_service_type", "WECOM", "CUSTOMIZE_WEB", "CUSTOMIZE_MP" } },
        { "appid", "string", max_chars = 50, example = "wx1234567890abcdef",
          required_when = { "customer_service_type", "MINI_PROGRAM", "CUSTOMIZE_MP" } },
      } },
      { "service_list", "list", items = "object", max_items = 15,
        doc = "none, or 2 to 15, in three classes at most, five to a class", fields = {
          { "service_classify_name", "string", required = true, max_chars = 6, doc = "class" },
          { "service_name", "string", required = true, max_chars = 8 },
          { "service_jump_type", "string", required = true, enum = "brand_jump_type" },
          { "service_jump_path", "string", required = true, max_chars = 1024, doc = "page or link" },
          { "appid", "string", max_chars = 50, required_when = { "service_jump_type", "JUMP_MINI_PROGRAM" } },
        } },
    },
    response = { NUMBER, ID, BRAND, PREVIEW, PREVIEW_ENDS },
    errors = { { "RESOURCE_ALREADY_EXISTS", "another application is under way" } },
    notes = { "Not for banks, payment institutions and platforms.", "It is published by a call of its own." },
    page = "v3/partner/4016468440",
  },
  {
    method = "GET", path = "/v3/brand/card/card-configs", role = "partner",
    doc = "Read how an application stands", doc_zh = "查询商家名片配置状态",
    repeats = "safe", rate_limit = THIRTY, any_of = EITHER,
    request = { NUMBER_ASKED, ID_ASKED, BRAND_ASKED },
    response = {
      NUMBER, ID, BRAND, STATE, SCHEDULED,
      { "reject_reason", "string", max_chars = 512 },
      { "actual_publish_time", "string", max_chars = 64, format = "rfc3339" },
    },
    errors = { "no_config" },
    page = "v3/partner/4016475174",
  },
  {
    method = "POST", path = "/v3/brand/card/card-configs/cancel-applyment", role = "partner",
    doc = "Withdraw an application", doc_zh = "撤销商家名片配置申请",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", on_repeat = "RESOURCE_ALREADY_EXISTS",
    rate_limit = ONE, any_of = EITHER,
    request = { NUMBER_OR, ID_OR, BRAND },
    response = { NUMBER, ID, BRAND, STATE },
    errors = { { "RESOURCE_ALREADY_EXISTS", "not in a state to withdraw, perhaps withdrawn already" }, "no_config" },
    notes = { "Before it is published; then it is CANCELED." },
    page = "v3/partner/4016475172",
  },
  {
    method = "GET", path = "/v3/brand/card/card-configs/preview-url", role = "partner",
    doc = "Get another link to look at a configuration", doc_zh = "获取商家名片预览链接",
    repeats = "safe", rate_limit = ONE, any_of = EITHER,
    request = { NUMBER_ASKED, ID_ASKED, BRAND_ASKED },
    response = { NUMBER, ID, BRAND, PREVIEW, PREVIEW_ENDS },
    errors = { { "RESOURCE_ALREADY_EXISTS", "no preview in this state" }, "no_config" },
    notes = { "Between application and publication." },
    page = "v3/partner/4016641998",
  },
  {
    method = "POST", path = "/v3/brand/card/card-configs/publish", role = "partner",
    doc = "Publish a configuration, now or later", doc_zh = "发布商家名片配置",
    repeats = "unsafe", query_after = LOOK, idempotency = "presumed", on_repeat = "RESOURCE_ALREADY_EXISTS",
    rate_limit = ONE, any_of = EITHER,
    request = {
      NUMBER_OR, ID_OR, BRAND,
      { "publish_type", "string", required = true, enum = "brand_publish_type" },
      { "scheduled_publish_time", "string", max_chars = 64, format = "rfc3339",
        required_when = { "publish_type", "SCHEDULED_PUBLISH" }, example = "2025-05-20T13:29:35+08:00",
        doc = "more than an hour and at most 90 days from now" },
    },
    response = {
      { "business_code", "string", required = true, example = "190001351110000" },
      ID, BRAND,
      { "publish_type", "string", required = true, enum = "brand_publish_type" },
      SCHEDULED,
    },
    errors = { { "RESOURCE_ALREADY_EXISTS", "not in a state to publish, perhaps published already" }, "no_config" },
    notes = { "It is reviewed first; a time that passed meanwhile means at once." },
    page = "v3/partner/4016475176",
  },

  -- ---- payments that lead to the card -------------------------------------------------------------------------
  {
    method = "POST", path = "/v3/brand/card/card-links", role = "partner",
    doc = "Link payments to the merchant card", doc_zh = "新增支付关联名片规则",
    repeats = "unsafe", natural_key = { "business_code" }, on_repeat = "RESOURCE_ALREADY_EXISTS",
    query_after = LOOK_LINK, idempotency = "one application to a business_code (presumed)", rate_limit = HUNDRED,
    request = {
      NUMBER, BRAND, SCENE,
      { "appid", "string", max_chars = 50, example = "wxea9c30890f48d5ae",
        required_when = { "payment_scene", "MINI_PROGRAM", "APP" }, doc = "of these two scenes only" },
      { "card_link_mchid", "string", max_chars = 20, example = "111222333",
        required_when = { "payment_scene", "PAYMENT_CODE" },
        when = "PAYMENT_CODE, or MINI_PROGRAM with a cashier that several share; not otherwise",
        doc = "merchant id of the rule" },
      { "service_id", "string", max_chars = 50, example = "00005000000000548218251086296300",
        required_when = { "payment_scene", "PAYMENT_SCORE" }, doc = "of this scene only" },
    },
    response = { NUMBER, BRAND, SCENE, APPID, MCHID, SERVICE },
    errors = { { "RESOURCE_ALREADY_EXISTS", "this link is bound, or being configured" } },
    notes = { "Another company's merchant id is confirmed by its own administrator." },
    page = "v3/partner/4016333302",
  },
  {
    method = "GET", path = "/v3/brand/card/card-links", role = "partner",
    doc = "List the links in force", doc_zh = "查询生效中的关联规则",
    repeats = "safe", rate_limit = ONE,
    request = {
      BRAND_ASKED,
      { "payment_scene", "string", ["in"] = "query", enum = "brand_payment_scene" },
      { "page_index", "integer", ["in"] = "query", min = 1, default = 1 },
      { "page_size", "integer", ["in"] = "query", max = 50, default = 20 },
    },
    response = {
      BRAND,
      { "total_num", "integer", required = true },
      { "active_link_list", "list", items = "object", fields = {
        SCENE,
        { "appid_list", "list", items = "string", max_chars = 20 },
        MCHID,
        SERVICE,
      } },
      { "page_index", "integer" },
      { "page_size", "integer" },
    },
    page = "v3/partner/4016366785",
  },
  {
    method = "GET", path = "/v3/brand/card/card-links/business-code/{business_code}", role = "partner",
    doc = "Read how a link's application stands", doc_zh = "查询关联规则申请状态",
    repeats = "safe", rate_limit = HUNDRED,
    request = {
      { "business_code", "string", ["in"] = "path", required = true, max_chars = 128, example = "190001351110000" },
      BRAND_ASKED,
    },
    response = {
      NUMBER, BRAND, SCENE,
      { "appid", "string", max_chars = 20, example = "wxea9c30890f48d5ae" },
      MCHID, SERVICE,
      { "configuration_state", "string", required = true, enum = "brand_link_state" },
      { "reject_reason", "string", max_chars = 256 },
    },
    errors = { "no_config" },
    page = "v3/partner/4016366816",
  },
  {
    method = "POST", path = "/v3/brand/card/card-links/cancel-applyment", role = "partner",
    doc = "Withdraw a link's application", doc_zh = "撤销关联规则申请",
    repeats = "unsafe", query_after = LOOK_LINK, idempotency = "presumed", on_repeat = "RESOURCE_ALREADY_EXISTS",
    rate_limit = ONE,
    request = { NUMBER, BRAND },
    response = { NUMBER, BRAND },
    errors = { { "RESOURCE_ALREADY_EXISTS", "not in a state to withdraw" }, "no_config" },
    page = "v3/partner/4016366797",
  },
  {
    method = "POST", path = "/v3/brand/card/card-links/unbind-card-link", role = "partner",
    doc = "Remove a link in force", doc_zh = "解除生效中的关联规则",
    repeats = "unsafe", query_after = "GET /v3/brand/card/card-links", idempotency = "presumed", rate_limit = ONE,
    request = { BRAND, SCENE, APPID, MCHID, SERVICE },
    response = { BRAND, SCENE, APPID, MCHID, SERVICE },
    errors = { { "RESOURCE_NOT_EXISTS", "the brand has no such link" } },
    page = "v3/partner/4016366804",
  },
  {
    method = "GET", path = "/v3/brand-basic/partner/brands/{brand_id}/product-authorities", role = "partner",
    doc = "Read what a brand authorised this partner to do", doc_zh = "查询品牌授权的产品",
    repeats = "safe", rate_limit = { count = 10, seconds = 1, scope = "mchid" },
    request = { { "brand_id", "string", ["in"] = "path", required = true, example = "123456789" } },
    response = {
      { "brand_id", "string", required = true, example = "123456789" },
      { "authorization_type", "string", required = true, enum = "brand_authorization", doc = "everything, or some" },
      { "authorization_product", "list", items = "string", enum = "brand_product" },
      { "update_time", "string", required = true, format = "rfc3339" },
    },
    errors = {
      { "FREQUENCY_LIMITED", "too many calls" }, { "INVALID_REQUEST", "a fault: repeat it" },
      { "NO_AUTH", "managing brands is not opened" }, { "PARAM_ERROR", "no such brand, or it authorised nothing" },
    },
    notes = { "card-member needs BRAND_PRODUCT_AUTHORITY_MERCHANT_CARD (presumed)." },
    page = "v3/partner/4017410365",
  },
}
