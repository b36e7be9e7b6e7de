/** A name that is not taken yet: the word itself, else with the first number that is free. */
export function freeName(word: string, taken: readonly string[]): string {
  if (!taken.includes(word)) return word
  const glue = /^[A-Z_]+$/.test(word) ? '_' : '-'
  let number = 2
  while (taken.includes(`${word}${glue}${number}`)) number++
  return `${word}${glue}${number}`
}
