// Holds every JSON file of a folder against a JSON Schema: node validate.mjs SCHEMA FOLDER.
// It prints a line for each, "NAME: valid" or "NAME: what is wrong".
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";

const [schema, folder] = process.argv.slice(2);
const ajv = new Ajv2020.default({ strict: true, strictTypes: false, allErrors: true, allowUnionTypes: true });
const valid = ajv.compile(JSON.parse(readFileSync(schema, "utf8")));
for (const name of readdirSync(folder)) {
  const fits = valid(JSON.parse(readFileSync(join(folder, name), "utf8")));
  console.log(`${name}: ${fits ? "valid" : ajv.errorsText(valid.errors)}`);
}
