/** Why each rule of the lint is one. */
export const whysMessages = {
  'whys.rule.title-missing': 'No store takes a release or a track without a title.',
  'whys.rule.title-characters':
    'Control characters, marks of direction and zero-width spaces break searches and make two titles of one. Joiners that Persian, Indic scripts and emoji need are left alone.',
  'whys.rule.title-encoding':
    'The text went through a program that read it in another encoding, or it has codes of web pages in it. Signs as & and ’ are fine in titles.',
  'whys.rule.title-spaces': 'Double spaces, and spaces at the ends, make two titles of one in statements and searches.',
  'whys.rule.title-length': 'Long titles are cut on most screens, and refused above 255 characters.',
  'whys.rule.title-emoji': 'Style guides of stores refuse emoji and pictures in titles.',
  'whys.rule.title-feat':
    'Stores expect “feat.” in lower case, and the guest in the artist list as Featuring. It stands in brackets, before the version.',
  'whys.rule.title-original':
    'A version is named to tell it from others. The first one needs no name; only shops for DJs name every mix, in the field of the version.',
  'whys.rule.title-explicit': 'Stores show their own mark, from the explicit setting of the track.',
  'whys.rule.title-version':
    'Stores put the version in brackets themselves, and find remixes and edits by that field. In the title they would show it twice.',
  'whys.rule.title-brackets':
    'Apple’s style guide wants the first explanation in round brackets and further ones in square brackets.',
  'whys.rule.title-suffix':
    'Apple adds “ - Single” and “ - EP” by the type of the release, so it would stand there twice.',
  'whys.rule.title-part': 'Style guides abbreviate volumes and parts as “Vol. 1” and “Pt. 1”.',
  'whys.rule.title-edition':
    'Stores know “Deluxe Edition” and “Bonus Track Version”. “Limited” and “exclusive” are refused, as every store would have to be the only one.',
  'whys.rule.title-medley': 'Several titles in one are written “X / Y”, with a space on both sides.',
  'whys.rule.title-generic': 'Generic titles are refused, because nobody could find them.',
  'whys.rule.title-file-name': 'Numbers, underscores and endings of files were taken over from an export.',
  'whys.rule.title-forbidden':
    'Addresses, account names, other stores and advertising are refused by every style guide.',
  'whys.rule.title-own-name': 'The artist is shown beside the title, so the name would stand there twice.',
  'whys.rule.title-producer': 'Producers are credits. Style guides refuse them in titles.',
  'whys.rule.title-case':
    'Titles in capitals, in small letters or at random are refused, unless the artist always writes so. Then ignore it here and say why.',
  'whys.rule.title-casing':
    'English and Dutch titles have capitals but for short words; Swedish, French, Italian and Russian ones as in a sentence; German ones as in German. Names may differ.',
  'whys.rule.title-repeated':
    'Two tracks of one title are taken for one uploaded twice. Tell them apart by their versions.',
  'whys.rule.version-consistent':
    'When every track is live, acoustic or instrumental, the release is that version too, and stores want it to say so.',
  'whys.rule.artist-missing': 'Every release and every track needs somebody to be filed under.',
  'whys.rule.artist-feat':
    'As one name it makes a new artist page. Each artist is listed alone, with the part they have.',
  'whys.rule.artist-characters': 'A name that only looks the same makes a second artist page.',
  'whys.rule.artist-spelling': 'Stores make a page for each spelling. The address book’s counts, else the release’s.',
  'whys.rule.artist-featured':
    'Whoever is named in the title has to be in the artist list as Featuring, else the track is not on their page.',
  'whys.rule.artist-featured-main': 'A guest is no main artist. Apple refuses one who is both.',
  'whys.rule.artist-featured-release': 'Apple wants guests of every track to be listed for the release as well.',
  'whys.rule.artist-display': 'A line that differs from the artists is one of the most common reasons to be sent back.',
  'whys.rule.artist-various':
    'Stores want “Various Artists” from four different main artists on, and never for the work of one.',
  'whys.rule.artist-page':
    'Without the store’s own id, music of artists with common names lands on the wrong page. It is kept with the person.',
  'whys.rule.isni-check': 'An ISNI has 16 characters, the last of which is computed from the others.',
  'whys.rule.ipi-check': 'An IPI name number has 11 digits, the last two of which are computed from the others.',
  'whys.rule.tracks-missing': 'A release without tracks cannot be delivered.',
  'whys.rule.kind-length':
    'Stores count: up to three tracks under ten minutes each are a single, up to six within half an hour an EP, more an album.',
  'whys.rule.single-title': 'A product of one track has to be called as that track, with the same version.',
  'whys.rule.single-artist': 'A product of one track has to have the artists of that track.',
  'whys.rule.stores-missing': 'Without stores only the general rules are checked, and no dates can be planned.',
  'whys.rule.territory-check': 'Countries are two capitals of ISO 3166, and at least one has to be left.',
  'whys.rule.isrc-missing': 'The ISRC is how a recording is counted and paid. Most stores refuse tracks without one.',
  'whys.rule.isrc-check': 'An ISRC has two letters, three letters or digits, and seven digits.',
  'whys.rule.isrc-year': 'The two digits after the registrant are the year in which the code was given.',
  'whys.rule.isrc-registrant': 'That is fine for licensed recordings. For your own ones it may be a slip.',
  'whys.rule.isrc-repeated': 'One code is one recording. With two on one release the money cannot be told apart.',
  'whys.rule.isrc-taken':
    'Another title in your library carries the same code. One of them is wrong, or it is one recording.',
  'whys.rule.iswc-check': 'An ISWC is a T and ten digits, the last of which is computed from the others.',
  'whys.rule.upc-missing': 'Stores file products by UPC or EAN. Shops of your own do not ask for one.',
  'whys.rule.upc-check':
    'The last digit is computed from the others, so a slip shows. Table programs turn long numbers into 8.84E+12; type it anew.',
  'whys.rule.upc-reused': 'A UPC belongs to one product for ever, also after it moved to another distributor.',
  'whys.rule.catalogue-missing': 'It is how you and your distributor speak of a release. Some shops ask for it.',
  'whys.rule.catalogue-reused': 'Two releases of one number cannot be told apart in statements.',
  'whys.rule.grid-check': 'A GRid has 18 characters, the last of which is computed from the others.',
  'whys.rule.label-missing': 'Stores show the label, and both lines of rights need an owner.',
  'whys.rule.pline-missing': '℗ says who owns the recording, and since when.',
  'whys.rule.pline-form':
    'The sign is added where the line is shown and sent. Another one in the text may be the wrong one.',
  'whys.rule.pline-year': 'The year is that of the first release of the recording.',
  'whys.rule.pline-owner': 'After the year stands who owns the recording.',
  'whys.rule.cline-missing': '© says who owns the artwork and texts, and since when.',
  'whys.rule.cline-form':
    'The sign is added where the line is shown and sent. Another one in the text may be the wrong one.',
  'whys.rule.cline-year': 'The year is that of the first release.',
  'whys.rule.cline-owner': 'After the year stands who owns the artwork and texts.',
  'whys.rule.date-missing': 'Everything else is counted back from the release date.',
  'whys.rule.date-check': 'Days are written as year, month and day.',
  'whys.rule.date-past':
    'Stores show a release at once when its day is over, without a pitch or pre-orders. Ignore it for music that is out already.',
  'whys.rule.date-early': 'There are no records from before 1900, so this is most likely a slip.',
  'whys.rule.date-far': 'Stores take releases up to a year ahead.',
  'whys.rule.date-original': 'The original date is that of the first release ever, so it cannot come later.',
  'whys.rule.date-preorder': 'Pre-orders begin before the release; Apple takes them up to 366 days ahead.',
  'whys.rule.date-friday': 'Friday is the global release day: charts count from it, and playlists are renewed on it.',
  'whys.rule.lead-time':
    'What stores and distributors ask for is an estimate. Later deliveries may work, but editors will not have heard them.',
  'whys.rule.genre-missing': 'Stores file by genre, and editors find by it.',
  'whys.rule.language-missing': 'Searches, charts and the casing of titles depend on the language.',
  'whys.rule.language-check': 'Languages are codes as “en”, “pt-BR”, or “zxx” for what has none.',
  'whys.rule.language-script': 'Stores refuse titles whose letters do not belong to their language.',
  'whys.rule.instrumental-language':
    'An instrumental has no language: “zxx”. A set one is a common reason to be sent back.',
  'whys.rule.instrumental-lyrics': 'What nobody sings has no words and cannot be explicit. One of the two is wrong.',
  'whys.rule.explicit-unset': 'Stores may take a release down that turns out to be explicit without saying so.',
  'whys.rule.ai-undeclared':
    'Stores ask how much of the music a machine made. Only a person can declare it, so it is never filled in by itself.',
  'whys.rule.composer-missing':
    'Apple and Spotify refuse tracks without a composer; elsewhere nobody can be paid for the work.',
  'whys.rule.lyricist-missing': 'Who wrote the words is a writer of the work and has a share in it.',
  'whys.rule.legal-name': 'Collecting societies and Apple know writers by their legal names, not by artist names.',
  'whys.rule.producer-missing': 'Spotify and others show producers, and more and more stores ask for one.',
  'whys.rule.share-sum': 'Whatever does not add up to 100 % cannot be paid out.',
  'whys.rule.artwork-missing': 'No store takes a release without artwork.',
  'whys.rule.artwork-broken': 'The picture is damaged or larger than 64 megapixels, or its file is away.',
  'whys.rule.artwork-size': 'Apple refuses less than 3000 × 3000 pixels, others show less than that badly.',
  'whys.rule.artwork-square': 'Stores show squares, and refuse everything else.',
  'whys.rule.artwork-colour': 'CMYK and other spaces for print look wrong on screens and are refused.',
  'whys.rule.artwork-alpha': 'What is transparent becomes black in one store and white in another.',
  'whys.rule.artwork-upscaled':
    'An estimate: the picture has far less detail than pixels. Spotify refuses enlarged artwork. Soft pictures may look so too.',
  'whys.rule.artwork-blurred':
    'An estimate from how slowly edges rise. Blurred artwork is refused; soft pictures may look so too.',
  'whys.rule.artwork-format': 'JPEG and PNG are taken everywhere, TIFF only by Spotify.',
  'whys.rule.artwork-bytes': 'Distributors refuse pictures of more than 10 MB.',
  'whys.rule.artwork-reused': 'Each release needs artwork of its own, unless it is another edition of the same.',
  'whys.rule.artwork-border': 'A guess from its edges. Frames are often left over from a screenshot or a print.',
  'whys.rule.audio-missing': 'Each track needs its file.',
  'whys.rule.audio-gone': 'The file was there and is not any more. Bring it back or choose another one.',
  'whys.rule.audio-same': 'One file under two titles is taken for a mistake.',
  'whys.rule.audio-lossy': 'Stores encode by themselves. What lost sound before loses it twice, and most refuse it.',
  'whys.rule.audio-transcode':
    'The analysis found the traces of an encoder: a hard limit of frequencies. It is the most common technical reason to be sent back.',
  'whys.rule.audio-format':
    'Packages carry a WAVE file with the same samples. Who sends files by hand has to convert them.',
  'whys.rule.audio-tag':
    'Spotify refuses WAVE files of format 0xFFFE, which many programs write for 24 bits. Packages carry the same samples under format 1.',
  'whys.rule.audio-rate': 'Stores take 44.1, 48, 88.2, 96, 176.4 and 192 kHz.',
  'whys.rule.audio-bits': 'Stores take 16 and 24 bits. 32 bits are for mixing.',
  'whys.rule.audio-padded': 'More bits or a higher rate than the sound has make files larger and nothing better.',
  'whys.rule.audio-mixed': 'Files of one release mostly come from one session. One that differs may be an old bounce.',
  'whys.rule.audio-channels': 'Stores take two channels; immersive mixes are delivered in another way.',
  'whys.rule.audio-length': 'A stream counts from 30 seconds on, and very short tracks are refused.',
  'whys.rule.audio-silence': 'More than five seconds of silence at an end are taken for a faulty bounce.',
  'whys.rule.audio-gap': 'More than five seconds of silence inside are taken for a fault, or for a hidden track.',
  'whys.rule.audio-clipping': 'Samples at full scale in a row distort, and more so after the store’s encoder.',
  'whys.rule.audio-peak':
    'Lossy encoders raise peaks. Spotify advises at most −1 dBTP, and −2 for masters louder than −14 LUFS.',
  'whys.rule.audio-unheard': 'Loudness, clipping and the source are known when analysis has heard the file.',
  'whys.rule.loudness-info':
    'Stores play everything equally loud. That is no error, and no reason to master to a target.',
} as const;
