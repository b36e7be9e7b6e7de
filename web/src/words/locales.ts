/** The languages that the pages speak. */
export const locales = ['en', 'nl'] as const
export type Locale = (typeof locales)[number]

/** The cookie that holds a choice; without one the browser's languages decide. */
export const localeCookie = 'language'

/** The language of a page: what was chosen, else the first of the browser's languages that there is, else English. */
export function localeOf(chosen: string | undefined, acceptLanguage: string | null): Locale {
  return known(chosen) ?? preferred(acceptLanguage ?? '') ?? 'en'
}

function known(tag: string | undefined): Locale | undefined {
  return locales.find((locale) => locale === tag)
}

/** `Accept-Language` as RFC 9110 §12.5.4 writes it: tags with weights, the heaviest first wins. */
function preferred(header: string): Locale | undefined {
  const wished = header.split(',').map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';')
    const weight = parameters.map((one) => /^\s*q=([\d.]+)\s*$/.exec(one)?.[1]).find((one) => one !== undefined)
    return { locale: known(tag.trim().toLowerCase().split('-')[0]), weight: weight === undefined ? 1 : Number(weight) }
  })
  return wished
    .filter(({ locale, weight }) => locale !== undefined && weight > 0)
    .toSorted((a, b) => b.weight - a.weight)[0]?.locale
}
