const NUMBER = new Intl.NumberFormat('ms-MY');

/** A number with the word for what is counted; Malay has one form for all numbers. */
export function count(number: number, what: string): string {
  return `${NUMBER.format(number)} ${what}`;
}
