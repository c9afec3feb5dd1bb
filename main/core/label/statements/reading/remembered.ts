const most = 20_000;
/** Longer texts do not come again. */
const longest = 200;

/**
 * A pure function of a text that remembers its answers: stores, countries, months and identifiers come again in row after row.
 * What it keeps is copied out of the text it was cut from, which would otherwise stay in memory whole.
 */
export function remembered<Value>(read: (text: string) => Value): (text: string) => Value {
  const answers = new Map<string, Value>();
  return (text) => {
    if (text.length > longest) return read(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const own = ` ${text}`.slice(1);
    const value = read(own);
    if (answers.size >= most) answers.clear();
    answers.set(own, value);
    return value;
  };
}
