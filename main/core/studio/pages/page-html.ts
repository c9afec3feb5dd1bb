/** What a page says beside the user's own words; given by the window, in its language. */
export type PageWords = {
  released: string;
  songs: string;
  others: string;
  download: string;
  video: string;
  inProgress: string;
  planned: string;
  empty: string;
};

export type PageSong = {
  title: string;
  artist: string;
  status: 'planned' | 'inProgress' | 'released';
  description: string;
  downloadLink: string;
  videoLink: string;
};

export type PageSection = {
  title: string;
  /** As it is read: '12 December 2026'; empty for none. */
  date: string;
  description: string;
  downloadLink: string;
  videoLink: string;
  /** A data: URL of a picture, or null. */
  picture: string | null;
  songs: readonly PageSong[];
};

export type Page = { language: string; title: string; sections: readonly PageSection[]; others: readonly PageSong[] };

/** Nothing of it may do anything, or ask anybody for anything. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const style = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 2rem 1.25rem 4rem; font: 16px/1.5 system-ui, sans-serif;
  color: light-dark(#181b1f, #ebedef); background: light-dark(#ffffff, #17191c); overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 2rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 0; }
section { margin: 0 0 3rem; }
header { display: flex; gap: 1.25rem; align-items: center; margin-bottom: 1rem; }
img { width: 9rem; height: 9rem; object-fit: cover; border-radius: 6px; flex: none; }
p { margin: 0.25rem 0; white-space: pre-line; }
ol { margin: 0; padding: 0 0 0 2rem; font-variant-numeric: tabular-nums; }
li { padding: 0.375rem 0; border-top: 1px solid light-dark(#e5e4e1, #26282b); }
li:last-child { border-bottom: 1px solid light-dark(#e5e4e1, #26282b); }
.quiet { color: light-dark(#5f636a, #94989e); font-size: 0.875rem; }
a { color: light-dark(#1c4cc8, #8db2fc); margin-right: 1rem; }
@media print {
  body { color: #000; background: #fff; max-width: none; padding: 0; font-size: 11pt; }
  section { break-inside: avoid-page; }
  a { color: inherit; text-decoration: none; }
  a::after { content: " (" attr(href) ")"; font-size: 9pt; }
}`;

/** A whole page in one text: no script, nothing from elsewhere, all that users typed escaped. */
export function pageHtml(page: Page, words: PageWords): string {
  const { language, title, sections, others } = page;
  const body = [
    `<h1>${escapeText(title)}</h1>`,
    ...sections.map((section) => sectionHtml(section, words, section.title === title)),
    ...(others.length === 0
      ? []
      : [`<section><header><h2>${escapeText(words.others)}</h2></header>${listHtml(others, words)}</section>`]),
    ...(sections.length + others.length === 0 ? [`<p>${escapeText(words.empty)}</p>`] : []),
  ];
  return `<!doctype html>
<html lang="${escapeText(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeText(title)}</title>
<style>${style}
</style>
</head>
<body>
<main>
${body.join('\n')}
</main>
</body>
</html>
`;
}

/** Where the page is called as its section, the name stands once. */
function sectionHtml(section: PageSection, words: PageWords, isNamed: boolean): string {
  const { title, date, description, downloadLink, videoLink, picture, songs } = section;
  const songsTag = isNamed ? 'h2' : 'h3';
  return `<section>
<header>${picture === null ? '' : `<img src="${escapeText(picture)}" alt="">`}<div>
${isNamed ? '' : `<h2>${escapeText(title)}</h2>`}
${date === '' ? '' : `<p class="quiet">${escapeText(`${words.released} ${date}`)}</p>`}
${paragraph(description)}
${linksHtml({ downloadLink, videoLink }, words)}
</div></header>
${songs.length === 0 ? '' : `<${songsTag} class="quiet">${escapeText(words.songs)}</${songsTag}>${listHtml(songs, words)}`}
</section>`;
}

function listHtml(songs: readonly PageSong[], words: PageWords): string {
  const items = songs.map((song) => {
    const state = song.status === 'released' ? '' : words[song.status];
    const about = [song.artist, state].filter((text) => text !== '').join(', ');
    return `<li>${escapeText(song.title)} <span class="quiet">${escapeText(about)}</span>${paragraph(song.description)}${linksHtml(song, words)}</li>`;
  });
  return `<ol>\n${items.join('\n')}\n</ol>`;
}

function linksHtml(links: Pick<PageSong, 'downloadLink' | 'videoLink'>, words: PageWords): string {
  const all = [
    { url: links.downloadLink, text: words.download },
    { url: links.videoLink, text: words.video },
  ].filter(({ url }) => isWebLink(url));
  if (all.length === 0) return '';
  return `<p>${all.map(({ url, text }) => `<a href="${escapeText(url)}" rel="noreferrer">${escapeText(text)}</a>`).join('')}</p>`;
}

function paragraph(text: string): string {
  return text.trim() === '' ? '' : `<p>${escapeText(text.trim())}</p>`;
}

/** Only what leads to a page; nothing that runs. */
function isWebLink(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url);
}

/** A text as it stands in elements and quoted attributes; without characters that no page may hold. */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Noncharacter_Code_Point}]/gu, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
