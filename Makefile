# SPDX-License-Identifier: Apache-2.0
# make        build the program (build/quipu)
# make run    build, make a demonstration network in ./demo-data, serve it
# make test   everything that proves the program
# make check  other compiler, format, tidy, house rules
# make bench  the published numbers, side by side with their limits

.PHONY: all quick suites
all: build/build.ninja
	@ninja -C build

build/build.ninja:
	@meson setup build >/dev/null

# Build and unit tests: what to run before every commit.
quick: all
	@meson test -C build --suite unit --print-errorlogs --quiet

# Outside test suites: `name passed/total`, or what was skipped.
suites: all
	@meson test -C build --suite suites --quiet >/dev/null; status=$$?; \
	sed -n 's/^# suite //p; s/^# skipped: /skipped: /p' \
	  build/meson-logs/testlog.txt; exit $$status
