// Folds what people type into one spelling: width, case, accents, look-alike letters, invisible characters, blank runs.
// Every folded character knows where it came from, so that evidence can quote the original. Linear in the text.

/** Letters that look like a Latin one: the letter, then what it is read as. Folded before case, so capitals have their own. */
const LOOKALIKES =
  'аa еe оo рp сc уy хx іi ѕs јj ԁd һh ӏl ԛq ԝw вb нh мm тt кk АA ВB ЕE КK МM НH ОO РP СC ТT УY ХX ІI ЅS ЈJ ' +
  'αa εe ηn ιi κk νv οo ρp τt υu χx γy ωw ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ' +
  'օo սu ոn հh ցg քp ᎪA ᏴB ᏟC ᎠD ᎬE ᎻH ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᎳW ᏃZ ' +
  'ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz ɑa ɡg ıi łl øo đd ħh ŧt ' +
  'ँं';
const READ_AS = new Map(LOOKALIKES.split(' ').map((pair) => [pair[0], pair.slice(1)]));
for (const [ligature, letters] of [
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
] as const)
  READ_AS.set(ligature, letters);

/** Invisible characters, accents of alphabets, the Devanagari dot that writers leave out, and what has no glyph. */
const DROPPED = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]|[\u0300-\u036f]|\u093c/gu;
const APOSTROPHES = /[\u2018\u2019\u02bc\u0060\u00b4]/gu;
const LINE_BREAK = /[\n\r\u2028\u2029]/u;
const isBlank = (character: string) => character <= ' ' || (character > '~' && /\s/u.test(character));

const seen = new Map<string, string>();

function foldCharacter(character: string): string {
  if (character >= 'a' && character <= 'z') return character;
  const known = seen.get(character);
  if (known !== undefined) return known;
  const latin = [...character.replace(APOSTROPHES, "'").normalize('NFKD')]
    .map((part) => READ_AS.get(part) ?? part)
    .join('');
  const folded = latin.replace(DROPPED, '').toLowerCase().normalize('NFKD').replace(DROPPED, '');
  // The map is a cache of a pure function; a text of every character there is must not fill the memory.
  if (seen.size < 4_096) seen.set(character, folded);
  return folded;
}

export interface Folded {
  readonly text: string;
  /** For each UTF-16 unit of `text`, the offset in the original where its character starts (a blank: where the next one does); and the original's length. */
  readonly origins: readonly number[];
}

/** `original` in its folded spelling. A run of blanks is one blank, or one line break if it holds any. */
export function fold(original: string): Folded {
  const parts: string[] = [];
  const origins: number[] = [];
  let blank = '';
  let offset = 0;
  for (const character of original) {
    const folded = isBlank(character) ? '' : foldCharacter(character);
    if (isBlank(character)) blank = LINE_BREAK.test(character) ? '\n' : blank || ' ';
    if (folded !== '') {
      parts.push(blank, folded);
      for (let unit = 0; unit < blank.length + folded.length; unit += 1) origins.push(offset);
      blank = '';
    }
    offset += character.length;
  }
  origins.push(original.length);
  return { text: parts.join(''), origins };
}
