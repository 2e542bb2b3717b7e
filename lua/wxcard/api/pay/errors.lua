--[[
APIv3's error codes: what each means, with which HTTP status it comes, what to do.

`retry`: "wait" not processed, the same request passes later; "backoff" outcome unknown, the same request may be
repeated where that does no harm, a few times with growing pauses; nil never. One code has many messages: programs look
at status and code, people at the message. 429 is spelled in three ways; the status tells.
]]
local later = "the same request passes later; wait, with growing pauses"
local look = "WeChat may have acted: repeat with the same request number, or query first"

local errors = {}

errors.codes = {
  PARAM_ERROR = { status = { 400 }, message = "a parameter is absent, malformed, beyond its limits or used before",
    hint = "detail.field names it; a request number that was used before comes with this code too" },
  INVALID_REQUEST = { status = { 400 }, message = "a rule of APIv3 or of the product is broken",
    hint = "the message says which; Accept and User-Agent are looked for even before the signature, "
      .. "and a brand without the membership product gets this for every call" },
  ALREADY_EXISTS = { status = { 400 }, message = "the request number or the object is there already",
    hint = "query what is there before deciding; it may be this very request" },
  RESOURCE_ALREADY_EXISTS = { status = { 400 }, message = "one is under way, or the state does not allow this",
    hint = "query the state; it may be this very request" },
  NOT_ENOUGH = { status = { 400 }, presumed = true, message = "every platform certificate has expired",
    hint = "move to the WeChat Pay public key" },
  SIGN_ERROR = { status = { 401 }, message = "the request's signature or what belongs to it was not accepted",
    hint = "nothing was done; compare detail.sign_information with what was signed, then clock, serial and key" },
  NO_AUTH = { status = { 403 }, message = "the product or the right is missing",
    hint = "have the product opened, or the brand's authorisation given" },
  REQUEST_BLOCKED = { status = { 403 }, message = "the upload was refused",
    hint = "the file's kind, its digest in meta, or a signature over more than the meta part" },
  NOT_FOUND = { status = { 404 }, message = "no such object", hint = "check the ids, and that all belong together" },
  RESOURCE_NOT_EXISTS = { status = { 404 }, message = "no such object",
    hint = "check the ids; for /v3/certificates it means that this merchant has a public key only" },
  ORDER_NOT_EXIST = { status = { 404 }, message = "no such order", hint = "check the order's number" },
  RATELIMIT_EXCEEDED = { status = { 429 }, message = "too many calls; not processed", hint = later, retry = "wait" },
  FREQUENCY_LIMITED = { status = { 429 }, message = "too many calls; not processed", hint = later, retry = "wait" },
  FREQUENCY_LIMIT_EXCEED = { status = { 429 }, message = "too many calls, or the day's quota is used up",
    hint = later, retry = "wait" },
  SYSTEM_ERROR = { status = { 500 }, message = "a fault at WeChat Pay", hint = look, retry = "backoff",
    outcome = "unknown" },
  SERVICE_UNAVAILABLE = { status = { 502, 503 }, message = "WeChat Pay is down or overloaded", hint = look,
    retry = "backoff", outcome = "unknown" },
}

-- What a status means by itself: bodies may be empty, or not JSON at all.
errors.statuses = {
  [202] = { message = "taken, not finished", hint = "repeat the identical request, or query", retry = "backoff",
    outcome = "unknown" },
  [400] = { message = "the request is wrong", hint = "it fails again as it is" },
  [401] = { message = "the signature was not accepted", hint = errors.codes.SIGN_ERROR.hint },
  [403] = { message = "not allowed", hint = errors.codes.NO_AUTH.hint },
  [404] = { message = "no such object or path", hint = "check path and ids" },
  [405] = { message = "not with this method", hint = "the catalogue has the path's methods" },
  [429] = { message = "too many calls; not processed", hint = later, retry = "wait" },
  [500] = { message = "a fault at WeChat Pay", hint = look, retry = "backoff", outcome = "unknown" },
  [501] = { message = "not offered", hint = "it fails again" },
  [502] = { message = "WeChat Pay is down", hint = look, retry = "backoff", outcome = "unknown" },
  [503] = { message = "WeChat Pay is overloaded", hint = look, retry = "backoff", outcome = "unknown" },
}

-- ---- what endpoints are known to answer: { code, meaning } --------------------------------------------------------
-- An entry's `errors` has such pairs, and names of groups.

errors.common = {
  { "PARAM_ERROR", "a parameter is absent, malformed or beyond its limits" },
  { "INVALID_REQUEST", "headers, JSON or character set break APIv3's rules" },
  { "SIGN_ERROR", "signature, serial, clock or form of Authorization" },
  { "NO_AUTH", "the caller lacks the product or the right" },
  { "RATELIMIT_EXCEEDED", "too many calls" },
  { "SYSTEM_ERROR", "a fault at WeChat Pay; what happened is unknown" },
}

errors.groups = {
  product = { { "INVALID_REQUEST", "the membership product is not opened for this brand" } },
  card = { { "NOT_FOUND", "no such card" } },
  member = {
    { "NOT_FOUND", "no member's card under this code; brand, card and openid have to fit it too" },
  },
  openid = {
    { "INVALID_REQUEST", "the openid is of another appid than the card's" },
    { "INVALID_REQUEST", "the openid is malformed" },
  },
  import = {
    { "PARAM_ERROR", "user_card_code has other characters than digits, Latin letters and half-width punctuation" },
    { "PARAM_ERROR", "this kind of validity needs pickup_time" },
    { "INVALID_REQUEST", "the card would have expired already" },
    { "INVALID_REQUEST", "the user has one that waits for confirm" },
    { "INVALID_REQUEST", "the user has an effective one" },
    { "INVALID_REQUEST", "the user deleted this card and cannot be imported again" },
    { "INVALID_REQUEST", "the user_card_code is taken" },
    { "INVALID_REQUEST", "the card is not effective" },
  },
  activity = { { "NOT_FOUND", "no such activity" }, { "NO_AUTH", "the activity is another brand's" } },
  moderation = { { "PARAM_ERROR", "a text or the picture did not pass the content check" } },
  jumps = {
    { "PARAM_ERROR", "member_information.jump_appid is unknown or not the brand's" },
    { "PARAM_ERROR", "code_jump_information.jump_appid is unknown or not the brand's" },
    { "PARAM_ERROR", "points_information.jump_appid is unknown or not the brand's" },
    { "PARAM_ERROR", "balance_information.jump_appid is unknown or not the brand's" },
    { "PARAM_ERROR", "purchase_information.jump_appid is unknown or not the brand's" },
  },
  kinds = {
    { "PARAM_ERROR", "balance_information on a card that is not BALANCE" },
    { "PARAM_ERROR", "purchase_information on a card that is not PURCHASE" },
    { "PARAM_ERROR", "a price of nothing" },
    { "PARAM_ERROR", "card_title has more than 10 characters" },
    { "PARAM_ERROR", "card_title has other characters than Chinese, Latin letters, digits and punctuation" },
  },
  form = {
    { "PARAM_ERROR", "common_field_list names a question twice" },
    { "PARAM_ERROR", "custom_field_list names a question twice" },
    { "PARAM_ERROR", "custom_field_list is one question with 1 to 10 choices of 8 characters at most" },
    { "PARAM_ERROR", "a choice is not valid text" },
  },
  validity = {
    { "PARAM_ERROR", "the kind of validity is not the card's" },
    { "PARAM_ERROR", "FIX_TIME_RANGE wants both times and no days" },
    { "PARAM_ERROR", "days beside FIX_TIME_RANGE" },
    { "PARAM_ERROR", "FIX_TIME_RANGE begins after its end" },
    { "PARAM_ERROR", "FIX_TERM wants days and no times" },
    { "PARAM_ERROR", "less than one day" },
    { "PARAM_ERROR", "more than 10958 days" },
    { "PARAM_ERROR", "days beside PERMANENT" },
    { "PARAM_ERROR", "a first moment beside PERMANENT" },
    { "PARAM_ERROR", "a last moment beside PERMANENT" },
  },
  answers = {
    { "PARAM_ERROR", "the card does not ask this common question" },
    { "PARAM_ERROR", "the birthday is not like 1990-01-31" },
    { "PARAM_ERROR", "the e-mail address is malformed" },
    { "PARAM_ERROR", "the sex is neither of the two words" },
    { "PARAM_ERROR", "the card does not ask this question of the merchant's" },
  },
  store = {
    { "PARAM_ERROR", "longitude" }, { "PARAM_ERROR", "latitude" }, { "PARAM_ERROR", "business_hours" },
    { "PARAM_ERROR", "branch_name" }, { "PARAM_ERROR", "address_code" }, { "PARAM_ERROR", "service_phone" },
  },
  no_store = { { "NOT_FOUND", "the brand has no such store" } },
  no_config = { { "RESOURCE_NOT_EXISTS", "no such application" } },
  upload = { { "PARAM_ERROR", "the file is empty" } },
  open_card = { { "INVALID_REQUEST", "no valid card id" } },
  open_owner = { { "INVALID_REQUEST", "another merchant id made the card and has to call" } },
  open_old = { { "INVALID_REQUEST", "the card is of the old kind and must be upgraded first" } },
  open_appid = { { "INVALID_REQUEST", "the appid is no service account" } },
  open_holder = { { "INVALID_REQUEST", "the member has this card already" } },
  open_unpaid = { { "INVALID_REQUEST", "the member did not pay here by WeChat Pay within a year" } },
  open_balance = { { "INVALID_REQUEST", "the balance's mini program lacks its path" } },
}

return errors
