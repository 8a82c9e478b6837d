# SPDX-License-Identifier: Apache-2.0
# make        build the program (build/quipu)
# make install  program, library, headers, manual (PREFIX=/usr/local DESTDIR=)
# make deb    Debian packages, into build/deb
# make run    build, make a demonstration network in ./demo-data, serve it
# make test   everything that proves the program
# make check  the other compiler, format, house rules
# make bench  the published numbers, side by side with their limits (ONLY=credentials)
# make suites outside suites alone, a line each
# make fuzz   mutating fuzzers, SECONDS (60) a target, JOBS (1) at a time, ONLY="…"
# make torture  what `make test` does a little of, in full: 10,000 kills, the end
#             of memory at 400 points a route (KILLS=200 POINTS=100: less)
# make wasm   the verifier for browsers (build/vc/quipu-verify.wasm, .mjs)

PORT ?= 8080
DATA ?= demo-data

.PHONY: all install deb run test torture check bench suites wasm fuzz quick clean

all: build/build.ninja
	@ninja -C build

build/build.ninja:
	@tools/install build
	@meson setup build >/dev/null

PREFIX ?= /usr/local
install: all
	@meson configure build -Dprefix=$(PREFIX)
	@ninja -C build --quiet
	@meson install -C build --no-rebuild --quiet $(if $(DESTDIR),--destdir $(abspath $(DESTDIR)))

deb:
	@tools/install build
	@packaging/deb

run:
	@tools/install build
	@[ -e build/build.ninja ] || meson setup build >/dev/null
	@ninja -C build --quiet
	@build/quipu demo --data $(DATA) --listen 127.0.0.1:$(PORT) --listen [::1]:$(PORT)

# Build and unit tests: what to run before every commit.
quick: all
	@meson test -C build --suite unit --print-errorlogs --quiet

# Suites by outsiders (W3C and others), from ../shared: `name passed/total`.
suites: all
	@tools/suites

# The module takes credential, key documents and status lists, and answers as
# `quipu verify --json`.
wasm: build/build.ninja
	@tools/install build wasm
	@ninja -C build --quiet wasm

test:
	@tools/install build wasm test
	@test/run

torture: all
	@tools/install build test
	@KILLS=$(or $(KILLS),10000) POINTS=$(POINTS) node e2e/faults.mjs

check:
	@tools/install build test
	@test/check

# SECONDS=600 make fuzz: ten minutes each.
fuzz:
	@tools/install build test
	@fuzz/run $(or $(SECONDS),60) $(or $(JOBS),1) $(ONLY)

bench:
	@tools/install build test bench
	@bench/run $(ONLY)

clean:
	rm -rf build build-asan build-clang build-strict build-fuzz build-deb
