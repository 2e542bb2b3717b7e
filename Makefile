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

VERSION := scm-1
WARN    := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Werror=implicit-function-declaration
OPT     ?= -O2 -g
CFLAGS_ALL := -std=c11 $(OPT) -fPIC -fvisibility=hidden -pthread $(WARN) -Isrc $(SAN) \
              -D_GNU_SOURCE -DWXC_VERSION='"$(VERSION)"' $(CFLAGS)
SOFLAGS := -shared -pthread $(SAN) $(LDFLAGS) $(if $(filter Darwin,$(shell uname -s)),-undefined dynamic_lookup,-Wl,-z,nodelete)

# pkg-config names; 5.1 modules are built against LuaJIT's headers, never PUC 5.1's
CFLAGS_lua5.4 = $(shell $(PKG) --cflags lua5.4 2>/dev/null || $(PKG) --cflags lua-5.4)
CFLAGS_luajit = $(shell $(PKG) --cflags luajit)
ABI_lua5.4 := 5.4
ABI_luajit := 5.1
libdir = $(BUILD)/lib/lua/$(ABI_$(1))/wxcard

CORE_LIBS  = $(shell $(PKG) --libs libcurl libcrypto)
HTTPD_LIBS = $(shell $(PKG) --libs libmicrohttpd)
QR_LIBS    = $(shell $(PKG) --libs libqrencode libpng)

ENGINE := $(filter-out src/engine/loop_%.c,$(wildcard src/engine/*.c)) src/engine/loop_$(LOOP).c
PLAIN  := $(wildcard src/*.c)
PLAIN  := $(filter-out src/lua_%.c src/httpd.c src/qr.c,$(PLAIN)) $(ENGINE) $(wildcard src/crypto/*.c src/json/*.c)
BIND   := $(wildcard src/lua_*.c)
PLAIN_O := $(PLAIN:src/%.c=$(BUILD)/obj/plain/%.o)

.PHONY: all help deps test test-only demo lint asan tsan fuzz bench soak vectors install clean rock format
all: $(foreach l,$(LUAS),$(call libdir,$(l))/core.so $(call libdir,$(l))/httpd.so $(call libdir,$(l))/qr.so) $(BUILD)/bin/wxcard

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

$(BUILD)/obj/plain/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

define per_lua
$(BUILD)/obj/$(1)/%.o: src/%.c $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(CC) $$(CFLAGS_ALL) $$(CFLAGS_$(1)) -MMD -MP -c $$< -o $$@
$(call libdir,$(1))/core.so: $(PLAIN_O) $(BIND:src/%.c=$(BUILD)/obj/$(1)/%.o)
	@mkdir -p $$(@D)
	$$(CC) $$^ $$(SOFLAGS) $$(CORE_LIBS) -o $$@
$(call libdir,$(1))/httpd.so: $(BUILD)/obj/$(1)/httpd.o
	@mkdir -p $$(@D)
	$$(CC) $$^ $$(SOFLAGS) $$(HTTPD_LIBS) -o $$@
$(call libdir,$(1))/qr.so: $(BUILD)/obj/$(1)/qr.o
	@mkdir -p $$(@D)
	$$(CC) $$^ $$(SOFLAGS) $$(QR_LIBS) -o $$@
endef
$(foreach l,lua5.4 luajit,$(eval $(call per_lua,$(l))))
-include $(shell find $(BUILD)/obj -name '*.d' 2>/dev/null)

# Rebuilds everything when the flags change (LOOP, SAN, CC ...).
$(BUILD)/flags: FORCE
	@mkdir -p $(BUILD)
	@echo '$(CC) $(LOOP) $(CFLAGS_ALL) $(SOFLAGS)' | cmp -s - $@ || echo '$(CC) $(LOOP) $(CFLAGS_ALL) $(SOFLAGS)' > $@
FORCE:

$(BUILD)/bin/wxcard: tools/wxcard.in
	@mkdir -p $(@D)
	install -m 755 $< $@

clean: ## remove what was built
	rm -rf $(BUILD)
