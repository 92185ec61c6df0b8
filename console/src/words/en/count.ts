const NUMBER = new Intl.NumberFormat('en-MY');

/** A number with the word for what is counted, in the plural where there is not one. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${NUMBER.format(number)} ${number === 1 ? one : many}`;
}
