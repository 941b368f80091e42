// Writes FILE.br and FILE.gz beside each file named, where that makes it smaller.
import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const raw = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  for (const [extension, small] of [
    ["br", brotliCompressSync(raw, { params })],
    ["gz", gzipSync(raw, { level: 9 })],
  ]) {
    if (small.length < raw.length) writeFileSync(`${path}.${extension}`, small);
  }
}
