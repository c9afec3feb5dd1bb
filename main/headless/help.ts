export const help = `Ledgerline reads, analyses and organises music.

Usage
  ledgerline import PATH… [--no-analysis] [--json]   add folders or files to the library, read and analyse them
  ledgerline analyze FILE… [--json]                  measure tempo, key and loudness; needs no library
  ledgerline search QUERY [--json] [--limit N]       list tracks; "" lists all of them
  ledgerline serve [--port N] [PATH…]                open the library in a browser on this machine
  ledgerline serve --share [--bind ADDRESS] [--share-port N] [--share-name NAME…]
                                                     let members with accounts in over the network, too
  ledgerline import-library FILE [--map OLD=NEW]… [--json]
                                                     take ratings, plays, cues, grids and playlists from another program
  ledgerline import-statements FILE… [--json]        import statements of distributors and stores whose kind is known
  ledgerline export --format FORMAT --to PATH [--playlist NAME… | --query QUERY] [--columns A,B…] [--map OLD=NEW]… [--json]
                                                     write rekordbox, traktor, m3u8, csv and more for other programs
  ledgerline doctor [--json]                         check the library, its files and its backups; changes nothing
  ledgerline restore NAME|FILE|latest [--json]       put a backup in the library's place; what was there is kept
  ledgerline restore EXPORT.jsonl [--json]           give tracks what a plain export still knows of them
  ledgerline restore --list [--json]                 name the backups, newest first
  ledgerline --version | --help

Options
  --home DIR       the library's folder (else LEDGERLINE_HOME, else the place for applications' data)
  --json           one JSON object a line (import: one summary) instead of text for people
  --columns A,B    what a CSV table shows: title, artist, bpm, musicalKey, durationMs, path, …
  --limit N        at most N tracks
  --map OLD=NEW    paths that begin with OLD begin with NEW on the other side
  --no-analysis    read tags only; analysis waits for the next start
  --port N         the port to serve on (else 4780, or any free one)
  --bind ADDRESS   share on this address of the machine (else on all); the network sees what is sent: put a proxy
                   with TLS before it where you do not trust everybody on it
  --share-name N   a name the team uses for this machine, beside its own
  --share-port N   the port to share on (else 4781, or any free one)

Queries
  words, "a phrase", artist:bowie, bpm:120..128, key:8A, genre:house, year:>=1999, a|b, and -x to leave out.
  Put -- before a query that begins with a dash: ledgerline search -- -genre:house

Exit codes
  0 all well · 1 some items failed, each named on stderr · 2 wrong usage · 130 stopped with Ctrl+C
`;
