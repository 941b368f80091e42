// Prints "<raw bytes> <brotli bytes>" for each file named, one line each, at the quality static hosts use.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

for (const path of process.argv.slice(2)) {
  const raw = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length };
  console.log(`${raw.length} ${brotliCompressSync(raw, { params }).length}`);
}
