// A card's whole life by npm's wechat-api, unchanged: only its public addresses point at a sandbox.
// usage: node wechat_api.js FOLDER_OF_node_modules SANDBOX_FOLDER PICTURE; prints what works, exits 1 at what does not
'use strict';
const assert = require('assert');
const fs = require('fs');
const http = require('http');
const path = require('path');
const util = require('util');

const [modules, sandbox, picture] = process.argv.slice(2);
const API = require(path.resolve(modules, 'node_modules', 'wechat-api'));
const keys = JSON.parse(fs.readFileSync(path.join(sandbox, 'sandbox.json'), 'utf8'));

const api = new API(keys.appid, keys.secret);
api.endpoint = keys.base_url;
api.fileServerPrefix = keys.base_url + '/cgi-bin/';
api.mpPrefix = keys.base_url + '/cgi-bin/';

// every method of the library takes a callback last
const call = (name, ...args) => util.promisify(api[name]).apply(api, args);

const refused = async (code, name, ...args) => {
  try {
    await call(name, ...args);
  } catch (err) {
    assert.strictEqual(err.code, code, `${name}: ${err.message}`);
    return;
  }
  assert.fail(`${name} should have been refused with ${code}`);
};

// what people and phones do, by the sandbox's control API
const control = (what, body) => new Promise((resolve, reject) => {
  const request = http.request(`${keys.base_url}/_sandbox/${what}`, { method: 'POST' }, (answer) => {
    let text = '';
    answer.on('data', (part) => { text += part; });
    answer.on('end', () => resolve(JSON.parse(text)));
  });
  request.on('error', reject);
  request.end(JSON.stringify(body));
});

const ok = (what) => console.log(`ok ${what}`);

const memberCard = (logo, more, base) => ({
  card_type: 'MEMBER_CARD',
  member_card: Object.assign({
    background_pic_url: logo,
    base_info: Object.assign({
      logo_url: logo, brand_name: '山月茶舍', code_type: 'CODE_TYPE_QRCODE', title: '山月茶友卡', color: 'Color020',
      notice: '请出示会员卡', description: '各门店通用', date_info: { type: 'DATE_TYPE_PERMANENT' },
      sku: { quantity: 1000 }, get_limit: 1,
    }, base),
    prerogative: '消费一元积一分', supply_bonus: true, supply_balance: false,
  }, more),
});

async function pictureAndCard() {
  const logo = (await call('uploadLogo', picture)).url;
  assert.match(logo, /^https?:\/\/mmbiz\.qpic\.cn\//);
  ok('uploadLogo');
  assert.ok((await call('getColors')).colors.length > 10);
  ok('getColors');
  const id = (await call('createCard', memberCard(logo, { wx_activate: true }))).card_id;
  ok('createCard');
  const card = (await call('getCard', id)).card.member_card;
  assert.strictEqual(card.base_info.title, '山月茶友卡');
  ok('getCard');
  await call('setTestWhitelist', { openid: ['oTester'], username: [] });
  ok('setTestWhitelist');
  assert.deepStrictEqual((await call('getCards', 0, 10)).card_id_list, [id]);
  ok('getCards');
  assert.strictEqual((await control('review', { card_id: id, pass: true })).errcode, 0);
  return { id, logo };
}

async function membership({ id }) {
  await call('activateMembercardUserForm', {
    card_id: id, required_form: { common_field_id_list: ['USER_FORM_INFO_FLAG_MOBILE'] },
  });
  ok('activateMembercardUserForm');
  // without a time the library sends expire_seconds: null
  const qr = await call('createCardQRCode', { card: { card_id: id, outer_str: 'desk' } });
  assert.ok(qr.ticket && qr.url);
  ok('createCardQRCode');
  const { code } = await control('phone/claim', { openid: 'oMember', url: qr.url });
  const held = await call('getCode', code, id);
  assert.deepStrictEqual([held.user_card_status, held.openid, held.outer_str], ['NORMAL', 'oMember', 'desk']);
  ok('getCode');
  const form = await control('phone/submit_form', {
    openid: 'oMember', card_id: id, code,
    common_field_list: [{ name: 'USER_FORM_INFO_FLAG_MOBILE', value: '13800000000' }],
  });
  assert.strictEqual((await call('decryptCode', form.encrypt_code)).code, code);
  ok('decryptCode');
  await call('activateMembercard', { card_id: id, code, membership_number: 'SY1', init_bonus: 10 });
  ok('activateMembercard');
  const updated = await call('updateMembercard', { card_id: id, code, add_bonus: 5, bonus: 15, record_bonus: '消费' });
  assert.strictEqual(updated.result_bonus, 15);
  ok('updateMembercard');
  const member = await call('getMembercard', { card_id: id, code });
  assert.deepStrictEqual([member.has_active, member.membership_number, member.bonus], [true, 'SY1', 15]);
  ok('getMembercard');
  return code;
}

// the library signs by itself, without a nonce
async function signature({ id }) {
  const ext = await call('getCardExt', { card_id: id });
  assert.strictEqual((await control('phone/claim', { openid: 'oPage', card_id: id, card_ext: ext })).errcode, 0);
  ok('getCardExt');
  ext.signature = ext.signature.replace(/^..../, '0000');
  assert.notStrictEqual((await control('phone/claim', { openid: 'oForger', card_id: id, card_ext: ext })).errcode, 0);
}

async function changes({ id, logo }, code) {
  await call('updateCardStock', id, 5);
  await call('updateCardStock', id, -5);
  ok('updateCardStock');
  assert.strictEqual((await call('updateCard', id, 'MEMBER_CARD', { prerogative: '消费一元积两分' })).send_check, false);
  ok('updateCard');
  assert.strictEqual((await call('consumeCode', code, id)).openid, 'oMember');
  await refused(40099, 'consumeCode', code, id);
  ok('consumeCode');
  const deposited = (await call('createCard', memberCard(logo, { auto_activate: true }, {
    use_custom_code: true, get_custom_code_mode: 'GET_CUSTOM_CODE_MODE_DEPOSIT', sku: { quantity: 0 },
  }))).card_id;
  await control('review', { card_id: deposited, pass: true });
  assert.deepStrictEqual((await call('importCustomizedCodes', deposited, ['A1', 'A2'])).succ_code, ['A1', 'A2']);
  ok('importCustomizedCodes');
  assert.strictEqual((await call('getDepositCodesCount', deposited)).count, 2);
  ok('getDepositCodesCount');
  assert.deepStrictEqual((await call('checkCustomizedCodes', deposited, ['A1', 'A3'])).not_exist_code, ['A3']);
  ok('checkCustomizedCodes');
  await call('updateCardStock', deposited, 2);
  const taken = await control('phone/claim', { openid: 'oMember', card_id: deposited });
  assert.strictEqual(taken.code, 'A1');
  await call('unavailableCode', 'A1', deposited);
  await refused(40127, 'getCode', 'A1', deposited);
  ok('unavailableCode');
}

async function end({ id }) {
  await call('deleteCard', id);
  await refused(40073, 'deleteCard', id);
  ok('deleteCard');
  const before = api.store.accessToken;
  api.store.expireTime = 0; // the library asks for another token by itself
  assert.ok((await call('getCards', 0, 10)).card_id_list);
  assert.notStrictEqual(api.store.accessToken, before);
  ok('getAccessToken');
}

async function main() {
  const card = await pictureAndCard();
  const code = await membership(card);
  await signature(card);
  await changes(card, code);
  await end(card);
  console.log('that is its whole life');
}

main().catch((err) => {
  console.error(err);
  process.exit(1);
});
