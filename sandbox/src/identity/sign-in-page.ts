import type { SandboxPerson } from './people.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function html(strings: TemplateStringsArray, ...values: readonly (string | readonly SafeHtml[])[]): SafeHtml {
  const text = strings.reduce((before, part, index) => {
    const value = values[index - 1] ?? ''
    const shown =
      typeof value === 'string'
        ? value.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)
        : value.map((piece) => piece.text).join('')
    return before + shown + part
  })
  return { text }
}

type SafeHtml = { readonly text: string }

/** The page on which one becomes one of the sandbox's people; it posts the chosen one to its own address. */
export function signInPage(people: readonly SandboxPerson[]): string {
  const buttons = people.map(
    (person) =>
      html`<button name="person" value="${person.login}">
        <b>${person.name}</b><span>${person.email}, ${person.about}</span>
      </button>`,
  )
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>Sign in to the sandbox</title>
      <style>
        body {
          font:
            16px/1.5 system-ui,
            sans-serif;
          display: grid;
          place-content: center;
          min-height: 100vh;
          margin: 0;
          background: #f4f5f7;
          color: #16202c;
        }
        main {
          width: min(26rem, calc(100vw - 2rem));
        }
        form {
          display: grid;
          gap: 0.75rem;
        }
        button {
          display: grid;
          text-align: start;
          font: inherit;
          padding: 0.75rem 1rem;
          border: 1px solid #c6ccd4;
          border-radius: 0.5rem;
          background: #fff;
          cursor: pointer;
        }
        button:hover,
        button:focus-visible {
          border-color: #1a56db;
          outline: 2px solid #1a56db33;
        }
        span {
          color: #51606f;
          font-size: 0.875rem;
        }
      </style>
      <main>
        <h1>Who are you today?</h1>
        <p>This is the sandbox on your own machine: choose one of its people, no password is needed.</p>
        <form method="post">${buttons}</form>
      </main>
    </html>`.text
}
