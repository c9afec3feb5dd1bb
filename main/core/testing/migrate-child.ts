import { openLibrary } from '#core/db/open-library.ts';

/** Opens a library, which brings it to the newest schema, for a test that kills it meanwhile. */
process.send?.('begun');
openLibrary(process.argv[2] as string).close();
process.exit(0);
