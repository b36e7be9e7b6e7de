/** Light, dark, or what the operating system says. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const themeCookie = 'theme'

export function themeOf(chosen: string | undefined): Theme {
  return themes.find((theme) => theme === chosen) ?? 'system'
}

/** Run before the first paint, since only the browser knows what the system says. */
export const systemThemeScript =
  "document.documentElement.classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches)"
