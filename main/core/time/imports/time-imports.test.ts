import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { referenceFile } from '#core/interop/testing/reference-files.ts';
import { ZoneClock } from '#shared/zone-clock.ts';
import { findDateOrder, readClock, readDay, readDuration, readMoment, readNumber, readTags } from './cell-values.ts';
import { placeSpans } from './place-spans.ts';
import { readTimeExport } from './read-export.ts';
import { tableRows } from './table-cells.ts';
import type { TimeExport } from './time-rows.ts';

const berlin = new ZoneClock('Europe/Berlin');
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
const placed = ({ rows }: TimeExport, clock = berlin) =>
  placeSpans(rows, clock).map(({ start, end }) => `${iso(start)}/${iso(end)}`);
const readOne = (name: string, text: string, order?: 'dayFirst') =>
  readTimeExport([{ name, text }], order ? { order } : {});
const missesOf = ({ unreadable }: TimeExport) => unreadable.map(({ line, reason }) => `${line} ${reason}`);

const togglHead =
  'User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)';
const clockifyHead =
  '"Project","Client","Description","Task","User","Email","Tags","Billable","Start Date","Start Time","End Date","End Time","Duration (h)","Billable Rate (USD)"';

describe('what programs write', () => {
  test('Toggl: a byte order mark, amounts, and rows that cannot be read beside ones that can', async () => {
    const read = await readOne(
      'Toggl.csv',
      `\ufeff${togglHead}\r\n` +
        'Ana,ana@x.example,Quay,Album,Mixing,"Verse, take 4",Yes,2024-03-04,10:00:00,2024-03-04,11:30:00,01:30:00,"mix, vocals",60.00\r\n' +
        'Ana,,,Album,,,No,2024-03-04,10:00:00,2024-03-04,10:00:00,00:00:00,,\r\n' +
        'Ana,,,Album,,,No,2024-03-04,10:00:00,2024-03-04,09:00:00,-01:00:00,,\r\n' +
        'Ana,,,Album,,,No,2024-02-30,10:00:00,2024-02-30,11:00:00,01:00:00,,\r\n' +
        'Ana,,,Album,,,No,2024-03-05,25:00:00,2024-03-05,26:00:00,01:00:00,,\r\n' +
        'Ana,,,Album,,"never closed,No,2024-03-05\r\n' +
        'Ana,,,Album,short row\r\n' +
        'Ana,,,Album,,,No,2024-03-06,23:00:00,2024-03-07,01:00:00,02:00:00,,\r\n',
    );
    expect([read.format, read.needsZone, missesOf(read)]).toEqual([
      'toggl',
      true,
      ['3 zero', '4 reversed', '5 badDate', '6 badTime', '7 damaged', '8 noDate'],
    ]);
    expect(read.rows[0]).toMatchObject({
      ...{ person: 'Ana', email: 'ana@x.example', client: 'Quay', project: 'Album', task: 'Mixing' },
      ...{ note: 'Verse, take 4', tags: ['mix', 'vocals'], isBillable: true, currency: 'EUR', line: 2 },
    });
    expect(Number(read.rows[0]?.rate)).toBeCloseTo(40);
    expect(placed(read)).toEqual([
      '2024-03-04T09:00:00Z/2024-03-04T10:30:00Z',
      '2024-03-06T22:00:00Z/2024-03-07T00:00:00Z',
    ]);
  });

  test('Clockify: US dates and twelve hours, and the other order where the dates or the user say so', async () => {
    const row = (start: string, time: string, end: string) =>
      `"P","C","","T","Ana","","","Yes","${start}","${time}","${start}","${end}","01:00:00","25.50"\n`;
    const us = await readOne('c.csv', `${clockifyHead}\n${row('03/04/2024', '12:15 AM', '01:15 AM')}`);
    expect([placed(us), us.isOrderUnsure, us.rows[0]?.rate, us.rows[0]?.currency]).toEqual([
      ['2024-03-03T23:15:00Z/2024-03-04T00:15:00Z'],
      true,
      '25.50',
      'USD',
    ]);
    const told = await readOne('c.csv', `${clockifyHead}\n${row('03/04/2024', '12:15 PM', '1:15 PM')}`, 'dayFirst');
    expect(placed(told)).toEqual(['2024-04-03T10:15:00Z/2024-04-03T11:15:00Z']);
    const sure = await readOne(
      'c.csv',
      `${clockifyHead}\n${row('05/03/2024', '09:00', '10:00')}${row('25/03/2024', '09:00', '10:00')}`,
    );
    expect([placed(sure)[0], sure.isOrderUnsure]).toEqual(['2024-03-05T08:00:00Z/2024-03-05T09:00:00Z', false]);
  });

  test('Harvest: decimal commas, and hours that say no hour follow each other on their day', async () => {
    const head =
      'Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,First Name,Last Name,Employee?,Billable Rate,Currency';
    const read = await readOne(
      'harvest.csv',
      `${head}\n2024-03-31,Quay,Album,,Mix,,"1,5",Yes,Ana,Ruiz,Yes,"1.100,5",Euro - EUR\n` +
        '2024-03-31,Quay,Album,,Mix,,"0,01",No,Ana,Ruiz,Yes,"0,0",Euro - EUR\n' +
        '2024-03-30,Quay,Album,,Mix,,"20,0",No,Ana,Ruiz,Yes,"0,0",Euro - EUR\n' +
        '2024-03-30,Quay,Album,,Mix,,"30,0",No,Ana,Ruiz,Yes,"0,0",Euro - EUR\n',
    );
    expect([read.format, missesOf(read)]).toEqual(['harvest', ['5 tooLong']]);
    expect(read.rows[0]).toMatchObject({ person: 'Ana Ruiz', rate: '1100.5', currency: 'EUR', isBillable: true });
    expect(placed(read)).toEqual([
      '2024-03-31T07:00:00Z/2024-03-31T08:30:00Z',
      '2024-03-31T08:30:00Z/2024-03-31T08:30:36Z',
      '2024-03-29T23:00:00Z/2024-03-30T19:00:00Z',
    ]);
  });

  test('solidtime: names stand in other files of the same export, and times in UTC', async () => {
    const file = (name: string, text: string) => ({ name, text });
    const read = await readTimeExport([
      file(
        'time_entries.csv',
        'id,description,start,end,billable_rate,billable,member_id,client_id,project_id,task_id,tags\ne1,"Hard work",2024-03-04T09:23:00Z,2024-03-04T10:23:01Z,10001,true,m1,c1,p1,t1,"[""g1""]"\n',
      ),
      file(
        'projects.csv',
        'id,name,color,billable_rate,client_id,organization_id,is_billable,archived_at\np1,Album,#fff,10001,c1,o,true,\n',
      ),
      file('clients.csv', 'id,name,organization_id\nc1,Quay,o\n'),
      file('tasks.csv', 'id,name,project_id,organization_id\nt1,Mixing,p1,o\n'),
      file('tags.csv', 'id,name,organization_id\ng1,vocals,o\n'),
      file('members.csv', 'id,user_id,name,email,organization_id,billable_rate,role\nm1,u,Ana,,o,,admin\n'),
    ]);
    expect([read.format, read.needsZone, placed(read)]).toEqual([
      'solidtime',
      false,
      ['2024-03-04T09:23:00Z/2024-03-04T10:23:01Z'],
    ]);
    expect(read.rows[0]).toMatchObject({
      person: 'Ana',
      client: 'Quay',
      project: 'Album',
      task: 'Mixing',
      tags: ['vocals'],
    });
    expect([read.rows[0]?.rate, read.projects]).toEqual([
      '100.0100',
      [
        {
          name: 'Album',
          client: 'Quay',
          isBillable: true,
          rate: '100.0100',
          currency: '',
          budgetMinutes: null,
          isArchived: false,
          tasks: ['Mixing'],
        },
      ],
    ]);
  });

  test('Kimai: seconds or hours without a word that says which, and an end on the next day', async () => {
    const head =
      '"Date","From","To","Duration","Rate","User","Name","Customer","Project","Activity","Description","Exported","Billable","Tags","Hourly rate","Fixed rate"';
    const read = await readOne(
      'kimai.csv',
      `${head}\n"2024-03-04","22:00","00:30","9000","231.92","ana","Ana Ruiz","Quay","Album","Mixing","","0","1","a,b","92.768",""\n`,
    );
    expect([read.format, placed(read)]).toEqual(['kimai', ['2024-03-04T21:00:00Z/2024-03-04T23:30:00Z']]);
    expect(read.rows[0]).toMatchObject({
      person: 'Ana Ruiz',
      client: 'Quay',
      task: 'Mixing',
      rate: '92.768',
      tags: ['a', 'b'],
    });
    const decimal = await readOne('kimai.csv', 'Date,From,To,Duration,User,Activity\n2024-03-04,,,"2.5",ana,Mix\n');
    expect(placed(decimal)).toEqual(['2024-03-04T08:00:00Z/2024-03-04T10:30:00Z']);
  });

  test('any table that says who worked when', async () => {
    const read = await readOne(
      'own.csv',
      'Who;Day;Time;Project\nAna;4.3.2024;1h 30m;Album\nBo;2024-03-05;0:45;Album\n',
    );
    expect([read.format, read.rows.map(({ person }) => person), placed(read)]).toEqual([
      'table',
      ['Ana', 'Bo'],
      ['2024-03-04T08:00:00Z/2024-03-04T09:30:00Z', '2024-03-05T08:00:00Z/2024-03-05T08:45:00Z'],
    ]);
    const offset = await readOne(
      'own.csv',
      'description,start,end\nx,2024-03-04T10:00:00+02:00,2024-03-04T09:00:00Z\n',
    );
    expect(placed(offset)).toEqual(['2024-03-04T08:00:00Z/2024-03-04T09:00:00Z']);
    await expect(readOne('other.csv', 'Artist,Title\nx,y\n')).rejects.toMatchObject({ code: 'IMPORT_UNKNOWN' });
    await expect(readOne('other.json', '[{"a"')).rejects.toMatchObject({ code: 'IMPORT_INVALID' });
  });

  test('the same row has the same key in every export of it, and no other has', async () => {
    const row = 'Ana,,,Album,,,No,2024-03-04,10:00:00,2024-03-04,11:00:00,01:00:00,,';
    const other = row.replace('Album', 'Album 2');
    const one = await readOne('a.csv', `${togglHead}\n${row}\n${other}\n`);
    const two = await readOne('b.csv', `${togglHead}\r\n${other}\r\n${row}\r\n`);
    expect(two.rows.map(({ key }) => key)).toEqual(one.rows.map(({ key }) => key).reverse());
    expect(new Set(one.rows.map(({ key }) => key)).size).toBe(2);
  });
});

test('an hour that clocks show twice is taken by its length, one that they skip is moved on', async () => {
  const rows = [
    'A,,,P,,,No,2024-10-27,01:30:00,2024-10-27,02:30:00,01:00:00,,',
    'A,,,P,,,No,2024-10-27,01:30:00,2024-10-27,02:30:00,02:00:00,,',
    'A,,,P,,,No,2024-10-27,02:45:00,2024-10-27,02:15:00,00:30:00,,',
    'A,,,P,,,No,2024-03-31,01:30:00,2024-03-31,03:30:00,01:00:00,,',
    'A,,,P,,,No,2024-03-31,02:30:00,2024-03-31,03:45:00,00:15:00,,',
  ];
  const read = await readOne('t.csv', `${togglHead}\n${rows.join('\n')}\n`);
  expect([missesOf(read), placed(read)]).toEqual([
    [],
    [
      '2024-10-26T23:30:00Z/2024-10-27T00:30:00Z',
      '2024-10-26T23:30:00Z/2024-10-27T01:30:00Z',
      '2024-10-27T00:45:00Z/2024-10-27T01:15:00Z',
      '2024-03-31T00:30:00Z/2024-03-31T01:30:00Z',
      '2024-03-31T01:30:00Z/2024-03-31T01:45:00Z',
    ],
  ]);
});

describe('cells', () => {
  test('any table comes back as it was written', () => {
    const cell = fc.stringMatching(/^[a-z ,;"\r\n\t']{0,6}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, delimiter) => {
          const text = rows
            .map((cells) => cells.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter))
            .join('\r\n');
          const back = [...tableRows(text, delimiter)];
          expect(back.map(({ cells }) => cells)).toEqual(rows);
          expect(
            back.map(({ line }) => line).every((line, index) => index === 0 || line > (back[index - 1]?.line ?? 0)),
          ).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('numbers, lengths, days and clocks', () => {
    expect([
      readNumber('2.000,0', true),
      readNumber('1,234.5', false),
      readNumber('1 234', false),
      readNumber('x', false),
    ]).toEqual(['2000.0', '1234.5', '1234', null]);
    const lengths = ['1:30', '01:00:01', '2h15m', 'PT1H', '1.25', '−0:30', '90 min', '1 h', '', 'x', '1:99'];
    expect(lengths.map((text) => readDuration(text, 'hours', false))).toEqual([
      ...[5_400_000, 3_601_000, 8_100_000, 3_600_000, 4_500_000, -1_800_000, 5_400_000, 3_600_000, null, null],
      3_600_000 + 99 * 60_000,
    ]);
    const days = [
      '2024-02-29',
      '2023-02-29',
      '29.2.2024',
      '2/29/2024',
      '29 Feb 2024',
      'Feb 29, 2024',
      '20240229',
      '1/2',
      '',
    ];
    expect(
      days.map((text) => readDay(text, 'monthFirst')).map((at) => (at === null ? null : iso(at).slice(0, 10))),
    ).toEqual([
      ...['2024-02-29', null, '2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29', '2024-02-29', null, null],
    ]);
    const clocks = ['12:00 AM', '12:30 pm', '9 pm', '24:00', '24:01', '13:00 PM', '7', '23:59:59', '08:05\u202fAM'];
    expect(clocks.map(readClock).map((ms) => (ms === null ? null : ms / 60_000))).toEqual([
      0,
      750,
      1260,
      1440,
      null,
      null,
      null,
      1439 + 59 / 60,
      485,
    ]);
    expect(readMoment('04/03/2024 10:00', 'dayFirst')).toEqual({ at: Date.parse('2024-03-04T10:00Z'), isLocal: true });
    expect([readTags('["a","b"]'), readTags(' a, b;a '), readTags('[a]')]).toEqual([['a', 'b'], ['a', 'b'], ['a']]);
    expect(findDateOrder(['1/2/2024', '1/13/2024'], 'dayFirst')).toEqual({ order: 'monthFirst', isUnsure: false });
  });

  test('no text is a reason to fail', async () => {
    const noise = fc.string({
      unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'a', '1', ':', '-', '/', '\ufeff', '[', 'T', 'Z'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { maxLength: 6 }), async (lines) => {
        const read = await readOne('x.csv', `${togglHead}\n${lines.join('\n')}`);
        expect(placed(read).every((span) => span.length > 0)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('files of other programs', () => {
  const onFile = (name: string, check: (read: TimeExport) => void) => {
    const file = referenceFile(`time-tracking/${name}`);
    test.skipIf(file === null)(name, async () => check(await readOne(name, readFileSync(file as string, 'utf8'))));
  };
  const facts = ({ format, rows, projects }: TimeExport) => [format, rows.length, projects.length];
  onFile('toggl-detailed-1.csv', (read) => {
    expect([facts(read), missesOf(read), placed(read)]).toEqual([
      ['toggl', 1, 0],
      ['2 zero'],
      ['2024-03-04T09:23:00Z/2024-03-04T10:23:01Z'],
    ]);
    expect((Number(read.rows[0]?.rate) * 3601) / 3600).toBeCloseTo(111.11);
  });
  onFile('clockify-detailed-1.csv', (read) => {
    expect([facts(read), missesOf(read), placed(read)]).toEqual([
      ['clockify', 1, 0],
      ['2 zero'],
      ['2024-03-04T09:23:00Z/2024-03-04T10:23:01Z'],
    ]);
  });
  onFile('clockify-detailed-2-special.csv', (read) => {
    expect([facts(read), placed(read), read.rows[0]?.rate]).toEqual([
      ['clockify', 1, 0],
      ['2024-10-15T09:00:00Z/2024-10-15T09:30:00Z'],
      '1000.00',
    ]);
    expect(read.rows[0]?.note).toMatch(/^\\\\ 🔥 Special characters .* \\\\\\$/);
  });
  onFile('clockify-projects-2.csv', (read) => {
    expect(facts(read)).toEqual(['clockify', 0, 2]);
    expect(read.projects[0]).toMatchObject({
      rate: '100.01',
      budgetMinutes: 6000,
      tasks: ['Task 1', 'Task 2'],
      isArchived: false,
    });
  });
  onFile('harvest-time-1.csv', (read) => {
    expect([facts(read), read.rows.map(({ person }) => person)]).toEqual([
      ['harvest', 2, 0],
      ['Peter Tester', 'Peter Tester'],
    ]);
    expect(read.rows.map(({ span }) => (span.kind === 'day' ? span.durationMs : 0))).toEqual([72_000_000, 36_000]);
  });
  onFile('solidtime-time_entries.csv', (read) => {
    expect([facts(read), missesOf(read), placed(read)]).toEqual([
      ['solidtime', 1, 0],
      ['2 zero'],
      ['2024-03-04T09:23:00Z/2024-03-04T10:23:01Z'],
    ]);
  });
  onFile('toggl-data-projects.json', (read) => {
    expect(read.projects.map(({ name, rate, isArchived }) => [name, rate, isArchived])).toEqual([
      ['Project without Client', null, false],
      ['Project for Big Company', '100.01', false],
      ['Project (Archived)', null, true],
    ]);
  });
});
