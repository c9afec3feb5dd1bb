#!/bin/sh
# Builds faad2.wasm from the sources of FAAD2: ./build.sh <folder of the unpacked sources>
set -eu
here=$(cd "$(dirname "$0")" && pwd)
sources=$1

clang --target=wasm32-wasi -O3 -msimd128 -std=gnu99 -fno-math-errno -ffile-prefix-map="$sources"=faad2 \
  -ffunction-sections -fdata-sections -fvisibility=hidden -DNDEBUG \
  -DHAVE_INTTYPES_H=1 -DHAVE_MEMCPY=1 -DHAVE_STRING_H=1 -DHAVE_STRINGS_H=1 -DHAVE_SYS_STAT_H=1 \
  -DHAVE_SYS_TYPES_H=1 -DHAVE_LRINTF=1 -DAPPLY_DRC '-DPACKAGE_VERSION="2.11.2"' \
  -I"$sources/include" -I"$sources/libfaad" \
  -mexec-model=reactor -nostartfiles -Wl,--no-entry -Wl,--gc-sections -Wl,--strip-all \
  -Wl,--wrap=malloc -Wl,--stack-first -Wl,-z,stack-size=262144 -Wl,--max-memory=33554432 \
  -o "$here/faad2.wasm" "$here/glue.c" "$sources"/libfaad/*.c -lm
