import { lateImport } from './imports.mjs';

const VOICE_LIKE = /(?:Reader|Reading|Words)$/;
const keyOf = ({ key }) => key?.name;

function typeName(annotation) {
  const type = annotation?.typeAnnotation;
  if (type?.type === 'TSTypeReference') return type.typeName.name ?? null;
  return type?.type === 'TSTypeLiteral' ? 'row’s key' : null;
}

/** Types of a language's words that are called something else than a voice. */
function voiceLike(node) {
  if (node.type !== 'TSTypeAliasDeclaration' && node.type !== 'TSInterfaceDeclaration') return false;
  const members = node.body?.body ?? node.typeAnnotation?.members ?? [];
  return VOICE_LIKE.test(node.id.name) && members.some((member) => keyOf(member) === 't');
}

/** The type of a name `ref` that is declared to be something else than an update's. */
function otherRef(node) {
  const named =
    node.type === 'TSPropertySignature' ? keyOf(node) : node.type === 'Identifier' ? node.name : null;
  if (named !== 'ref') return null;
  const type = typeName(node.typeAnnotation);
  return type === null || type === 'UpdateRef' ? null : type;
}

const DECLARATIONS = [
  'FunctionDeclaration',
  'TSTypeAliasDeclaration',
  'TSInterfaceDeclaration',
  'ClassDeclaration',
  'VariableDeclarator',
];

/** What is noted of a file while its tree is walked once; `note` takes each node. */
export function takeNotes(touchesAt) {
  const notes = {
    late: [],
    touches: [],
    names: new Map(),
    declared: [],
    voices: [],
    refs: [],
    packings: [],
    functions: [],
  };
  const note = (node, parents) => {
    const late = lateImport(node);
    if (late !== null) notes.late.push(late);
    notes.touches.push(...touchesAt(node));
    if (node.type === 'Identifier' && !notes.names.has(node.name)) notes.names.set(node.name, node.start);
    if (DECLARATIONS.includes(node.type) && node.id?.name)
      notes.declared.push({ name: node.id.name, start: node.start });
    if (voiceLike(node)) notes.voices.push({ name: node.id.name, start: node.start });
    const type = otherRef(node);
    if (type !== null) notes.refs.push({ type, start: node.start });
    if (node.type === 'SpreadElement' && node.argument.type === 'ObjectExpression')
      notes.packings.push(node.start);
    if (node.body && /Function/.test(node.type)) {
      const parent = parents.at(-1);
      const name = node.id?.name ?? parent?.id?.name ?? keyOf(parent ?? {}) ?? '(nameless)';
      notes.functions.push({ name, start: node.start, end: node.end });
    }
  };
  return { notes, note };
}
