import { listFiles } from './files.mjs';

/** The schema that is edited by hand: one file, or one beside it for each noun. */
const EDITED = /^prisma\/(?:schema|models\/[^/]+)\.prisma$/;
const MODEL = /^model (\w+) \{\n([\s\S]*?)^\}/gm;
const FIELD = /^ +(\w+) +(\w+)(?:\[\]|\?)?(.*)$/gm;

function fieldsOf(body) {
  const fields = new Map();
  for (const [, name, type, rest] of body.matchAll(FIELD)) {
    fields.set(name, { type, holdsKey: /@relation\([^)]*fields:/.test(rest) });
  }
  return fields;
}

export const schemaPaths = (root) => listFiles(root, ['prisma']).filter((path) => EDITED.test(path));

/**
 * The models that the texts of the schema declare, by name: the file that says each, and its fields with their type and
 * whether the row itself holds the key of the relation.
 */
export function modelsOf(schema) {
  const models = new Map();
  for (const { path, text } of schema) {
    for (const [, name, body] of text.matchAll(MODEL))
      models.set(name, { name, path, fields: fieldsOf(body) });
  }
  return models;
}

/** How the client calls a model: `followUp` for `FollowUp`. */
export const delegateOf = (name) => name[0].toLowerCase() + name.slice(1);
