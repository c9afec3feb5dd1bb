import {
  ParseOption,
  XmlBufferInputProvider,
  XmlDocument,
  XmlLibError,
  XsdValidator,
  xmlCleanupInputProvider,
  xmlRegisterInputProvider,
} from 'libxml2-wasm';
import { AppError } from '#shared/errors.ts';
import { readXml } from './read-xml.ts';
import { listSchemaFolder, readSchemas, type SchemaEntry, type SchemaFile } from './schema-folder.ts';

/** `folder`: where the user keeps the schemas, which we may not bring along. */
export type SchemaTask = { xml: string; folder: string };

export type SchemaError = { line: number; message: string };

export type SchemaReport = {
  /** Which file of the folder it was held against. */
  schema: string;
  /** Empty where the document keeps to it. */
  errors: SchemaError[];
  /** Whether there are more than are told. */
  isCut: boolean;
};

const maxErrors = 200;
/** Nothing of these goes to the network or out of memory: what is imported is handed over. */
const options = ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_BIG_LINES;

type Compiled = { key: string; schema: string; validator: XsdValidator };

/**
 * Holds messages against the schemas of a folder of the user's, and keeps the schema that it used last. For a worker thread: loading
 * takes a fifth of a second, and nothing can stop it. One message at a time.
 */
export class SchemaShelf {
  #last: Compiled | null = null;

  /**
   * Throws SCHEMA_MISSING (`what`: the namespace that no file of the folder is about), SCHEMA_INVALID (`file`, `line`), FOLDER_NOT_FOUND,
   * and what readXml throws.
   */
  async validate({ xml, folder }: SchemaTask): Promise<SchemaReport> {
    // Also keeps document types away from a parser in C.
    const root = readXml(xml);
    const entries = await listSchemaFolder(folder);
    const compiled = await this.#compile(root.namespace, root.attributes.AvsVersionId ?? '', entries);
    let document: XmlDocument | null = null;
    try {
      document = XmlDocument.fromString(xml, { option: options });
      compiled.validator.validate(document);
      return { schema: compiled.schema, errors: [], isCut: false };
    } catch (error) {
      if (!(error instanceof XmlLibError)) throw error;
      const errors = error.details.slice(0, maxErrors).map(({ line, message }) => ({ line, message: message.trim() }));
      return { schema: compiled.schema, errors, isCut: error.details.length > maxErrors };
    } finally {
      document?.dispose();
    }
  }

  dispose(): void {
    this.#last?.validator.dispose();
    this.#last = null;
  }

  async #compile(namespace: string, avsVersionId: string, entries: readonly SchemaEntry[]): Promise<Compiled> {
    const key = JSON.stringify([namespace, avsVersionId, entries]);
    if (this.#last?.key === key) return this.#last;
    const files = await readSchemas(entries);
    this.dispose();
    const main = pick(files, namespace, '');
    this.#last = { key, schema: main.name, validator: compile(main, files, avsVersionId) };
    return this.#last;
  }
}

/** Once, for tests and scripts; a shelf is quicker for several. Throws what SchemaShelf does. */
export async function validateBySchema(task: SchemaTask): Promise<SchemaReport> {
  const shelf = new SchemaShelf();
  try {
    return await shelf.validate(task);
  } finally {
    shelf.dispose();
  }
}

/** All files that `main` needs under names of ours, so that nothing outside them can be asked for. */
function compile(main: SchemaFile, files: readonly SchemaFile[], avsVersionId: string): XsdValidator {
  const buffers: Record<string, Uint8Array> = {};
  const nameOf = (file: SchemaFile) => `schema-${files.indexOf(file)}.xsd`;
  const take = (file: SchemaFile): string => {
    const name = nameOf(file);
    if (buffers[name]) return name;
    buffers[name] = new Uint8Array();
    const text = file.text.replace(/<(?:[\w.-]+:)?(import|include|redefine)\b[^>]*>/g, (tag, kind: string) => {
      const wanted = kind === 'import' ? (attributeOf(tag, 'namespace') ?? '') : file.namespace;
      const other =
        kind === 'import'
          ? pick(files, wanted, avsVersionId)
          : byName(files, attributeOf(tag, 'schemaLocation') ?? '', file);
      return tag
        .replace(/\s+schemaLocation\s*=\s*(?:"[^"]*"|'[^']*')/, '')
        .replace(/\/?>$/, ` schemaLocation="${take(other)}"$&`);
    });
    buffers[name] = new TextEncoder().encode(text);
    return name;
  };
  const entry = take(main);
  xmlRegisterInputProvider(new XmlBufferInputProvider(buffers));
  let document: XmlDocument | null = null;
  try {
    document = XmlDocument.fromBuffer(buffers[entry] as Uint8Array, { url: entry, option: options });
    return XsdValidator.fromDoc(document);
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    const [first] = error.details;
    const broken = files.find((file) => nameOf(file) === first?.file) ?? main;
    throw new AppError(
      'SCHEMA_INVALID',
      'This schema cannot be read.',
      { file: broken.name, line: first?.line ?? 0 },
      { cause: error },
    );
  } finally {
    document?.dispose();
    xmlCleanupInputProvider();
  }
}

/** The file about a namespace; of several the one whose edition is asked for, or else the newest. */
function pick(files: readonly SchemaFile[], namespace: string, edition: string): SchemaFile {
  const about = files
    .filter((file) => file.namespace === namespace)
    .sort((one, other) => Number(other.edition) - Number(one.edition) || one.name.localeCompare(other.name));
  const found = about.find((file) => edition !== '' && file.edition === edition) ?? about[0];
  if (found && namespace !== '') return found;
  throw new AppError('SCHEMA_MISSING', 'No schema of this folder is about this kind of message.', { what: namespace });
}

function byName(files: readonly SchemaFile[], location: string, from: SchemaFile): SchemaFile {
  const name = location.split(/[\\/]/).at(-1) ?? '';
  const found = files.find((file) => file !== from && file.name.split('/').at(-1) === name);
  if (found) return found;
  throw new AppError('SCHEMA_MISSING', 'A schema that this one includes is not in the folder.', { what: name });
}

function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return match?.[1] ?? match?.[2];
}
