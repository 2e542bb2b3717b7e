# wxcard. `make help` lists the targets. C objects without Lua are compiled once,
# the bindings (src/lua_*.c, httpd.c, qr.c) once for each Lua.

BUILD   ?= build
LOOP    ?= $(if $(filter Linux,$(shell uname -s)),epoll,poll)
LUAS    ?= lua5.4 luajit
SAN     ?=
PREFIX  ?= /usr/local
DESTDIR ?=
PKG     ?= pkg-config
CC      ?= cc
FUZZ_SECONDS ?= 20

VERSION := $(patsubst wxcard-%.rockspec,%,$(wildcard wxcard-*.rockspec))
WERROR  ?= -Werror
WARN    := -Wall -Wextra $(WERROR) -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Werror=implicit-function-declaration
OPT     ?= -O2 -g
CFLAGS_ALL := -std=c11 $(OPT) -fPIC -fvisibility=hidden -pthread $(WARN) -Isrc $(SAN) \
              -D_GNU_SOURCE -DWXC_VERSION='"$(VERSION)"' $(CFLAGS)
, := ,
DARWIN  := $(filter Darwin,$(shell uname -s))
# nodelete: the engine's thread and atexit handler outlive the last lua_close
SOFLAGS := -shared -pthread $(SAN) $(LDFLAGS) $(if $(DARWIN),-undefined dynamic_lookup,-Wl$(,)-z$(,)nodelete)

# pkg-config names; 5.1 modules are built against LuaJIT's headers, never PUC 5.1's
ABI_lua5.4 := 5.4
ABI_luajit := 5.1
pkg     = $(shell $(PKG) $(1) 2>/dev/null)
CFLAGS_lua5.4 := $(or $(call pkg,--cflags lua5.4),$(call pkg,--cflags lua-5.4),$(LUA_INCDIR:%=-I%))
CFLAGS_luajit := $(or $(call pkg,--cflags luajit),$(LUA_INCDIR:%=-I%))
CFLAGS_core   := $(call pkg,--cflags libcurl libcrypto) $(CURL_INCDIR:%=-I%) $(CRYPTO_INCDIR:%=-I%)
LIBS_core     := $(or $(call pkg,--libs libcurl libcrypto),-lcurl -lcrypto) $(CURL_LIBDIR:%=-L%) $(CRYPTO_LIBDIR:%=-L%)
NEEDS_httpd   := libmicrohttpd
PARTS_httpd   := $(wildcard src/http/*.c)
NEEDS_qr      := libqrencode libpng
so = $(BUILD)/lib/lua/$(ABI_$(1))/wxcard/$(2).so

ENGINE  := $(filter-out src/engine/loop_%.c,$(wildcard src/engine/*.c)) src/engine/loop_$(LOOP).c
PLAIN   := $(filter-out src/lua_%.c src/httpd.c src/qr.c,$(wildcard src/*.c)) \
           $(ENGINE) $(wildcard src/crypto/*.c src/json/*.c)
BIND    := $(filter-out src/lua_absent.c,$(wildcard src/lua_*.c))
PLAIN_O := $(PLAIN:src/%.c=$(BUILD)/obj/plain/%.o)

.DELETE_ON_ERROR:
.PHONY: all help deps spec-programs test demo vectors doctor interop lint format asan tsan fuzz bench soak plain.a \
        install uninstall rock install-rock clean FORCE
MODULES = $(foreach l,$(LUAS),$(foreach m,core httpd qr,$(call so,$(l),$(m))))
all: $(MODULES) $(BUILD)/bin/wxcard ## build for both Luas (the default)

$(BUILD)/obj/plain/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(CFLAGS_core) -MMD -MP -c $< -o $@

define per_lua
$(BUILD)/obj/$(1)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS_ALL) $$(CFLAGS_$(1)) -MMD -MP -c $$< -o $$@
$(call so,$(1),core): $(PLAIN_O) $(BIND:src/%.c=$(BUILD)/obj/$(1)/%.o)
	@mkdir -p $$(@D)
	$$(CC) $$^ $$(SOFLAGS) $$(LIBS_core) -o $$@
endef
$(foreach l,lua5.4 luajit,$(eval $(call per_lua,$(l))))

# wxcard.httpd and wxcard.qr: without their libraries (or with WITHOUT="qr") each becomes
# a module that says so in one line when it is required.
absent = -DABSENT='"wxcard.$(1)"' -DABSENT_OPEN=luaopen_wxcard_$(1) -DABSENT_NEEDS='"$(NEEDS_$(1))"'
define optional
ifneq ($(and $(filter-out $(WITHOUT),$(2)),$(call pkg,--libs $(NEEDS_$(2)))),)
$(call so,$(1),$(2)): $(BUILD)/obj/$(1)/$(2).o $(PARTS_$(2):src/%.c=$(BUILD)/obj/plain/%.o)
	@mkdir -p $$(@D)
	$$(CC) $$^ $$(SOFLAGS) $(call pkg,--libs $(NEEDS_$(2))) -o $$@
else
$(call so,$(1),$(2)): src/lua_absent.c $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS_ALL) $$(CFLAGS_$(1)) $(call absent,$(2)) $$< $$(SOFLAGS) -o $$@
endif
endef
$(foreach l,lua5.4 luajit,$(foreach m,httpd qr,$(eval $(call optional,$(l),$(m)))))
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# The C core without Lua, for the fuzzers and the benchmarks in C.
plain.a: $(BUILD)/plain.a
$(BUILD)/plain.a: $(PLAIN_O)
	@rm -f $@
	$(AR) -rcs $@ $^

# C programs of the specs: what Lua cannot do, such as a fork.
SPEC_C := $(patsubst spec/c/%.c,$(BUILD)/test/%,$(wildcard spec/c/*.c))
spec-programs: $(SPEC_C)
$(BUILD)/test/%: spec/c/%.c spec/c/calls.h $(BUILD)/plain.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(CFLAGS_core) $< $(BUILD)/plain.a $(LIBS_core) -o $@

# Rebuilds everything when the flags change (LOOP, SAN, CC ...), or when a source file joins or leaves.
$(BUILD)/flags: FORCE
	@mkdir -p $(BUILD)
	@echo '$(CC) $(LOOP) $(CFLAGS_ALL) $(SOFLAGS) $(WITHOUT) $(PLAIN) $(BIND)' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# The command finds its modules relative to itself: ../../lua in a checkout, ../share/lua once installed.
updirs = $(if $(filter /%,$(BUILD)),$(CURDIR),$$here$(subst $() ,,$(patsubst %,/..,$(subst /, ,$(BUILD)/bin))))
wrapper = sed -e 's|@LUA@|$(4)|' -e 's|@ROOT@|$(1)|' -e 's|@LUA_DIR@|$(2)|' tools/wxcard.in >$(3) && chmod 755 $(3)
$(BUILD)/bin/wxcard: tools/wxcard.in $(BUILD)/flags
	@mkdir -p $(@D)
	@$(call wrapper,$(updirs),$$root/lua,$@,$(firstword $(LUAS)))

deps: ## install what is missing from Debian (elsewhere: print the list)
	@tools/deps.sh build test lint bench

# The build runs in a make of its own, since the packages may only have come a moment ago.
again = $(MAKE) -s --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN))
test: ## all specs on both Luas; FILES=spec/x_spec.lua for some
	@tools/deps.sh build test
	@$(again) all spec-programs
	@WXCARD_BUILD=$(abspath $(BUILD)) LUAS='$(LUAS)' tools/spec.sh $(FILES)

vectors: ## spec/vectors/*.json, or those of the folder WXCARD_VECTORS, counted by kind
	@WXCARD_VECTOR_COUNTS=1 $(MAKE) --no-print-directory test FILES=spec/vectors_spec.lua

demo: ## a card from a Lua table to a member, against the sandbox
	@tools/deps.sh build
	@$(again) all
	@$(BUILD)/bin/wxcard demo

doctor: ## look for what may be wrong: libraries, settings, network, account
	@tools/deps.sh build
	@$(again) all
	@$(BUILD)/bin/wxcard doctor

interop: ## clients that nobody here wrote, against the sandbox; npm brings one of them
	@npm install --prefix $(BUILD)/interop --silent --no-audit --no-fund --no-package-lock wechat-api@1.35.1
	@$(MAKE) --no-print-directory test FILES='$(wildcard spec/interop/*_spec.lua)'

lint: ## luacheck, clang-format, clang-tidy
	@tools/deps.sh build lint
	@tools/lint.sh

format: ## let clang-format write the C files
	clang-format -i $$(git ls-files '*.c' '*.h')

asan tsan: ## the specs under a sanitizer, both Luas; FILES= as for test
	@tools/deps.sh build test
	@tools/sanitize.sh $@ $(FILES)

fuzz: ## each fuzz/*.c for FUZZ_SECONDS
	@tools/deps.sh build lint
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz.sh $(FILES)

bench: ## our calls beside bare libcurl, marshalling beside lua-cjson, token reads
	@tools/deps.sh build bench
	@$(again) all
	@bench/run.sh

soak: ## 200,000 calls, and the memory they take
	@tools/deps.sh build bench
	@$(again) all
	@bench/run.sh soak

INSTALL_TO = $(DESTDIR)$(PREFIX)
copy_lua = (cd lua && find . -name '*.lua' -exec sh -c 'for f; do install -D -m 644 "$$f" "$$0/$$f"; done' $(1) {} +)
install: all ## into PREFIX (/usr/local), DESTDIR in front
	@for abi in $(foreach l,$(LUAS),$(ABI_$(l))); do \
	  $(call copy_lua,"$(INSTALL_TO)/share/lua/$$abi") && \
	  install -d "$(INSTALL_TO)/lib/lua/$$abi/wxcard" && \
	  install -m 755 $(BUILD)/lib/lua/$$abi/wxcard/*.so "$(INSTALL_TO)/lib/lua/$$abi/wxcard/" || exit 1; done
	@install -d "$(INSTALL_TO)/bin" "$(INSTALL_TO)/share/wxcard"
	@cp -R examples "$(INSTALL_TO)/share/wxcard/"
	@$(call wrapper,$$here/../share/wxcard,$$here/../share/lua/$$abi,"$(INSTALL_TO)/bin/wxcard",$(firstword $(LUAS)))

uninstall: ## take it out of PREFIX again
	for abi in 5.1 5.4; do rm -rf "$(INSTALL_TO)/share/lua/$$abi/wxcard" "$(INSTALL_TO)/lib/lua/$$abi/wxcard"; done
	rm -rf "$(INSTALL_TO)/bin/wxcard" "$(INSTALL_TO)/share/wxcard"

# LuaRocks: one Lua at a time, the one it runs for. See wxcard-scm-1.rockspec.
ROCK_ABI = $(shell $(LUA) -e 'io.write((_VERSION:gsub("Lua ", "")))')
ROCK_LUA = $(if $(filter 5.1,$(ROCK_ABI)),luajit,lua5.4)
ROCK_DIR = $$here/../lib/luarocks/rocks-$(ROCK_ABI)/wxcard/$(VERSION)
rock:
	@$(again) all BUILD=build/rock-$(ROCK_ABI) LUAS=$(ROCK_LUA) WERROR=
install-rock:
	@$(call copy_lua,"$(LUADIR)")
	@install -d "$(LIBDIR)/wxcard" "$(BINDIR)"
	@install -m 755 build/rock-$(ROCK_ABI)/lib/lua/$(ROCK_ABI)/wxcard/*.so "$(LIBDIR)/wxcard/"
	@$(call wrapper,$(ROCK_DIR),$$here/../share/lua/$$abi,"$(BINDIR)/wxcard",$(ROCK_LUA))

clean: ## remove what was built
	rm -rf $(BUILD)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z ]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
