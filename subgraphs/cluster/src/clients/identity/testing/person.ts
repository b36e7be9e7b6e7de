import { parse, type HTMLElement } from 'node-html-parser'
import { CookieJar } from 'tough-cookie'

/** Where following redirects ended: at a page, or at an address of the application. */
export type Place = { readonly url: URL; readonly status: number; readonly html: string }

const most = 20
const timeoutMs = 30_000

/** Somebody with a browser: keeps cookies, follows redirects as far as the application's address, and fills in forms. */
export class Person {
  readonly #jar = new CookieJar()
  readonly #application: string

  constructor(application: string) {
    this.#application = application
  }

  async open(address: URL | string, form?: URLSearchParams): Promise<Place> {
    let url = new URL(address)
    let body = form
    for (let step = 0; step < most; step += 1) {
      if (url.href.startsWith(this.#application)) return { url, status: 0, html: '' }
      const answer = await fetch(url, {
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body }),
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: await this.#jar.getCookieString(url.href) },
        signal: AbortSignal.timeout(timeoutMs),
      })
      for (const cookie of answer.headers.getSetCookie()) await this.#jar.setCookie(cookie, url.href)
      const html = await answer.text()
      const location = answer.headers.get('location')
      if (location === null) return { url, status: answer.status, html }
      url = new URL(location, url)
      body = undefined
    }
    throw new Error(`more than ${most} redirects, the last to ${url.pathname}`)
  }

  /** Follows the first link of a page whose address has this in it. */
  follow({ url, html }: Place, part: string): Promise<Place> {
    const link = parse(html).querySelector(`a[href*="${part}"]`)?.getAttribute('href')
    if (link === undefined) throw new Error(`${url.pathname} has no link with ${part}: ${textOf(html)}`)
    return this.open(new URL(link, url))
  }

  /** Fills in the only form of a page that has these fields, and sends it. */
  submit({ url, html }: Place, values: Readonly<Record<string, string>>): Promise<Place> {
    const names = Object.keys(values)
    const form = parse(html)
      .querySelectorAll('form')
      .find((one) => names.every((name) => one.querySelector(`input[name="${name}"]`) !== null))
    if (form === undefined) throw new Error(`${url.pathname} has no form with ${names.join(', ')}: ${textOf(html)}`)
    const fields = new URLSearchParams([...hidden(form), ...Object.entries(values)])
    return this.open(new URL(form.getAttribute('action') ?? '', url), fields)
  }
}

function hidden(form: HTMLElement): [string, string][] {
  return form
    .querySelectorAll('input[type="hidden"]')
    .map((input) => [input.getAttribute('name') ?? '', input.getAttribute('value') ?? ''])
}

/** The words of a page, to be said in a failure. */
export function textOf(html: string): string {
  return parse(html).structuredText.replaceAll(/\s+/g, ' ').slice(0, 300)
}
