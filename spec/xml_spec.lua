local xml = require("wxcard.xml")

local function refused(text)
  local root, err = xml.parse(text)
  assert.is_nil(root)
  assert.equal("validation", err.kind)
  return err.name
end

describe("xml.parse", function()
  it("makes elements fields, CDATA or not", function()
    local root, name = xml.parse("<xml><A>1</A><B><![CDATA[<b>&]]></B><C>x &lt; y &#65;</C></xml>")
    assert.equal("xml", name)
    assert.same({ A = "1", B = "<b>&", C = "x < y A" }, root)
  end)

  it("trims around values and keeps what is inside", function()
    assert.same({ A = "a b", B = "x", C = "" },
      (xml.parse("<xml>\n <A>\n  <![CDATA[a b]]>\r\n\t</A> <B> x </B><C>  </C></xml>")))
  end)

  it("takes absent, empty and self-closed for the same", function()
    assert.same({ A = "", B = "", C = "" }, (xml.parse("<xml><A/><B></B><C><![CDATA[]]></C></xml>")))
    assert.equal("", xml.parse("<xml/>"))
  end)

  it("nests, and makes a list of what is repeated", function()
    assert.same({ Info = { Type = "qr", Result = "1" }, List = { item = { "a", { B = "b" }, "c" } } },
      (xml.parse("<xml><Info><Type>qr</Type><Result>1</Result></Info>" ..
        "<List><item>a</item><item><B>b</B></item><item>c</item></List></xml>")))
  end)

  it("joins text and CDATA sections", function()
    assert.same({ A = "x]]>y" }, (xml.parse("<xml><A><![CDATA[x]]]]><![CDATA[>y]]></A></xml>")))
  end)

  it("ignores attributes, comments and instructions", function()
    local text = "<?xml version='1.0'?><xml v='1'><!-- n --><A w='2'>1<!-- c -->2</A><?p i?></xml>"
    assert.same({ A = "12" }, (xml.parse(text)))
  end)

  it("keeps UTF-8", function()
    assert.same({ ["原因"] = "商户资质与卡券内容不符😀" }, (xml.parse("<xml><原因>商户资质与卡券内容不符😀</原因></xml>")))
  end)

  local doctypes = {
    ["a DOCTYPE"] = "<!DOCTYPE xml><xml/>",
    ["an entity"] = "<!DOCTYPE xml [<!ENTITY a 'b'>]><xml><A>&a;</A></xml>",
    ["an external entity"] = "<!DOCTYPE xml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xml><A>&a;</A></xml>",
    ["an external DTD"] = "<?xml version='1.0'?><!DOCTYPE xml SYSTEM 'http://127.0.0.1:1/x.dtd'><xml/>",
    ["a parameter entity"] = "<!DOCTYPE xml [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><xml/>",
    ["a billion laughs"] = "<!DOCTYPE x [<!ENTITY a '" .. ("ha"):rep(10) .. "'><!ENTITY b '" .. ("&a;"):rep(10) ..
      "'><!ENTITY c '" .. ("&b;"):rep(10) .. "'>]><x>" .. ("&c;"):rep(1000) .. "</x>",
    ["a default attribute"] = "<!DOCTYPE x [<!ATTLIST x a CDATA 'b'>]><x/>",
  }
  for title, text in pairs(doctypes) do
    it("refuses " .. title, function()
      assert.equal("doctype", refused(text))
    end)
  end

  local malformed = {
    ["nothing"] = "",
    ["blanks"] = "   ",
    ["text"] = "hello",
    ["an open element"] = "<xml><A>1</A>",
    ["a wrong end"] = "<xml><A>1</B></xml>",
    ["two documents"] = "<xml/><xml/>",
    ["an unknown entity"] = "<xml><A>&nbsp;</A></xml>",
    ["an open CDATA section"] = "<xml><A><![CDATA[x]]</A></xml>",
    ["bytes that are not UTF-8"] = "<xml><A>\192\128\255</A></xml>",
    ["a zero byte"] = "<xml><A>a\0b</A></xml>",
    ["a control character"] = "<xml><A>\1</A></xml>",
    ["a foreign encoding"] = "<?xml version='1.0' encoding='GB18030'?><xml/>",
    ["deep nesting"] = ("<a>"):rep(17) .. ("</a>"):rep(17),
    ["absurd nesting"] = ("<a>"):rep(100000),
    ["a crowd of children"] = "<xml>" .. ("<a/>"):rep(5000) .. "</xml>",
    ["a long name"] = "<" .. ("n"):rep(300) .. "/>",
    ["a crowd of attributes"] = "<xml " .. (function()
      local all = {}
      for i = 1, 20 do
        all[i] = "a" .. i .. "='1'"
      end
      return table.concat(all, " ")
    end)() .. "/>",
  }
  for title, text in pairs(malformed) do
    it("refuses " .. title, function()
      assert.equal("xml", refused(text))
    end)
  end

  it("refuses more than a megabyte", function()
    assert.equal("too_large", refused("<xml>" .. (" "):rep(1048576) .. "</xml>"))
  end)

  it("never repeats the document in the error", function()
    local _, err = xml.parse("<xml><Secret>CANARY</Secret><CANARY></xml>")
    assert.is_nil(tostring(err):find("CANARY", 1, true))
  end)

  it("trims a megabyte of blanks in linear time", function()
    local started = os.clock()
    local root = xml.parse("<xml><A>a" .. (" "):rep(1000000) .. "b</A></xml>")
    assert.equal(1000002, #root.A)
    assert.is_true(os.clock() - started < 2)
  end)
end)

describe("xml.parse without lxp.threat, as before luaexpat 1.5", function()
  local older

  setup(function()
    local module, limits = package.loaded["wxcard.xml"], package.loaded["lxp.threat"]
    package.loaded["wxcard.xml"], package.loaded["lxp.threat"] = nil, nil
    package.preload["lxp.threat"] = function() error("not there") end
    older = require("wxcard.xml")
    package.preload["lxp.threat"] = nil
    package.loaded["wxcard.xml"], package.loaded["lxp.threat"] = module, limits
  end)

  it("refuses the dangerous all the same", function()
    for text, name in pairs({ ["<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"] = "doctype",
      ["<!DOCTYPE xml SYSTEM 'http://127.0.0.1:1/x.dtd'><xml/>"] = "doctype", [("<a>"):rep(99999)] = "xml" }) do
      local root, err = older.parse(text)
      assert.is_nil(root)
      assert.equal(name, err.name)
    end
    assert.same({ A = "1" }, (older.parse("<xml><A>1</A></xml>")))
  end)
end)

describe("xml.encode", function()
  it("writes text as CDATA, numbers bare, named fields first", function()
    assert.equal("<xml><B>1713424427</B><A><![CDATA[x]]></A><C><![CDATA[]]></C></xml>",
      xml.encode({ A = "x", B = 1713424427, C = "" }, { "B", "absent" }))
    assert.equal("<xml><B>5</B><C>0.5</C><D>true</D></xml>", xml.encode({ B = 10 / 2, C = 0.5, D = true }))
  end)

  it("comes back, whatever the text", function()
    for _, text in ipairs({ "]]>", "]]", "a]]>b]]>", "<![CDATA[", "&amp;", "<a/>", "中文 & <b>", "]]]]>>" }) do
      assert.same({ A = text }, (xml.parse(xml.encode({ A = text }))))
    end
  end)

  it("nests and writes lists as items", function()
    local articles = { { Title = "t1", Url = "u1" }, { Title = "t2", Url = "u2" } }
    assert.same({ Articles = { item = articles }, Image = { MediaId = "m" } },
      (xml.parse(xml.encode({ Articles = articles, Image = { MediaId = "m" } }))))
  end)

  it("names what it cannot write", function()
    local cyclic = {}
    cyclic.A = cyclic
    for path, fields in pairs({ ["A.B"] = { A = { B = print } }, ["A[2]"] = { A = { "x", 0 / 0 } } }) do
      local text, err = xml.encode(fields)
      assert.is_nil(text)
      assert.equal(path, err.path)
    end
    for _, fields in ipairs({ cyclic, { ["a b"] = "x" }, { ["<"] = "x" }, { [true] = 1 } }) do
      local text, err = xml.encode(fields)
      assert.is_nil(text)
      assert.equal("validation", err.kind)
    end
  end)
end)
