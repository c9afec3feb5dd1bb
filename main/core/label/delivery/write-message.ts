import { randomUUID } from 'node:crypto';
import { type Db, prepare } from '#core/db/query.ts';
import { checkErnPackage } from '#core/label/ern/check-ern.ts';
import type { ErnFinding } from '#core/label/ern/ern-finding.ts';
import type { ErnAction, ErnVersion } from '#core/label/ern/ern-message.ts';
import { SchemaChecker } from '#core/label/ern/schema-checker.ts';
import { writeBatchComplete } from '#core/label/ern/write-batch.ts';
import { writeErn } from '#core/label/ern/write-ern.ts';
import { AppError } from '#shared/errors.ts';
import type { MessageRequest, PackageMessage } from './build-package.ts';
import { readDeliverySettings } from './delivery-settings.ts';
import { ernOfRelease } from './ern-of-release.ts';
import type { PackageErn } from './packages.repository.ts';

type WriterOptions = { db: Db; schemasUrl: URL; logError(message: string, error: unknown): void };

/** Writes the message of a package, and checks it before anybody gets it: by our rules always, by the schema where there is one. */
export class MessageWriter {
  readonly #options: WriterOptions;
  readonly #schemas: SchemaChecker;

  constructor(options: WriterOptions) {
    this.#options = options;
    this.#schemas = new SchemaChecker({ workerUrl: options.schemasUrl, logError: options.logError });
  }

  close(): Promise<void> {
    return this.#schemas.close();
  }

  /** Null where no store of the target wants one. Throws ERN_INCOMPLETE, and ERN_INVALID (`rule`, `at`) where a check finds an error. */
  async write(request: MessageRequest): Promise<PackageMessage | null> {
    const { target, snapshot, kind, batchId, releaseName, createdAt } = request;
    const wanting = target.stores.filter(({ ern }) => ern !== '');
    const [first] = wanting;
    if (!first) return null;
    const version = first.ern as ErnVersion;
    const sender = this.#sender();
    const recipients = wanting
      .map(({ dpid, partyName, name }) => ({ dpid, name: partyName || name }))
      .filter(({ dpid }, at, all) => dpid === '' || all.findIndex((other) => other.dpid === dpid) === at);
    const messageId = `LL-${batchId}-${randomUUID().slice(0, 8)}`;
    const message = ernOfRelease({ ...request, sender, recipients, messageId });
    const text = writeErn(message, version);
    const findings = await checkOwn(text, message.action, request);
    const schema = await this.#checkSchema(text);
    const ern = {
      version,
      profile: message.profile,
      messageId,
      findings: [...findings, ...schema.findings],
      schema: schema.state,
    };
    const { upc, grid, catalogueNumber } = snapshot.release;
    return {
      text,
      ern,
      complete: (sha256) =>
        writeBatchComplete({
          ...{ batchId, priority: 'normal', sender, recipient: recipients[0] ?? sender, isTest: false },
          createdAt: new Date(createdAt).toISOString(),
          messages: [
            {
              ...{ messageId, releaseId: releaseName, grid, icpn: upc, catalogueNumber },
              action: kind === 'initial' ? 'insert' : kind,
              hash: { algorithm: 'SHA-256', value: sha256 },
            },
          ],
        }),
    };
  }

  #sender(): { dpid: string; name: string } {
    const { senderDpid, senderName } = readDeliverySettings(this.#options.db);
    const workspace = prepare(this.#options.db, 'SELECT name FROM workspace').pluck().get() as string;
    const name = senderName || workspace;
    if (senderDpid === '' || name === '') {
      throw new AppError('ERN_INCOMPLETE', 'Say under which name and DPID you send messages.', { at: 'sender' });
    }
    return { dpid: senderDpid, name };
  }

  /** A folder without the right schema is told of, and is no reason to hold the message back. */
  async #checkSchema(xml: string): Promise<Pick<PackageErn, 'findings'> & { state: PackageErn['schema'] }> {
    const { schemaFolder } = readDeliverySettings(this.#options.db);
    if (schemaFolder === '') return { findings: [], state: 'unchecked' };
    try {
      const { errors } = await this.#schemas.validate({ xml, folder: schemaFolder });
      const [first] = errors;
      if (first) throw invalid('schema', `line ${first.line}`, first.message);
      return { findings: [], state: 'valid' };
    } catch (error) {
      if (!(error instanceof AppError) || !unchecked.has(error.code)) throw error;
      const text = error.message;
      return { findings: [{ rule: 'schema', severity: 'warning', at: '', text }], state: 'unchecked' };
    }
  }
}

const unchecked: ReadonlySet<string> = new Set(['SCHEMA_MISSING', 'SCHEMA_INVALID', 'FOLDER_NOT_FOUND']);

async function checkOwn(text: string, action: ErnAction, request: MessageRequest): Promise<PackageErn['findings']> {
  const { audio, artwork, createdAt, kind } = request;
  const files = [...audio.map(({ file }) => file), ...(artwork ? [artwork.file] : [])];
  const byUri = new Map(files.map((file) => [file.name.slice(file.name.indexOf('/') + 1), file]));
  const findings = await checkErnPackage(
    text,
    async (uri) => {
      const file = byUri.get(uri);
      if (!file) return null;
      return { sizeBytes: file.sizeBytes, hash: async (algorithm) => (algorithm === 'MD5' ? file.md5 : file.sha256) };
    },
    { action, isLive: kind === 'update', now: new Date(createdAt).toISOString() },
  );
  const error = findings.find(({ severity }) => severity === 'error');
  if (error) throw invalid(error.rule, error.path, wordsOf(error));
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    at: finding.path,
    text: wordsOf(finding),
  }));
}

function wordsOf({ facts }: ErnFinding): string {
  return Object.entries(facts)
    .map(([name, fact]) => `${name} ${fact}`)
    .join(', ');
}

function invalid(rule: string, at: string, text: string): AppError {
  return new AppError('ERN_INVALID', `The message breaks a rule: ${[rule, at, text].filter(Boolean).join(' · ')}`, {
    rule,
    at,
  });
}
