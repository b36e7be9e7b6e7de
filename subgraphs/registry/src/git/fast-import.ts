import { cleanAuthor, messageWithTrailer } from './commit-object.ts'
import type { NewCommit } from './edit.ts'
import { pathOfProject } from './paths.ts'

const committer = 'Operations Manager <operations-manager@invalid>'

/**
 * The commits as one stream for `git fast-import`: each is the child of the one before, the first of `parent`.
 * Every text stands behind its length in bytes, so nothing in a file or message can be read as a command.
 * The branch of the import is taken away again at the end: the commits stay, and the caller moves the real branch.
 */
export function importStream(commits: readonly NewCommit[], parent: string | null, branch: string): string {
  const parts = commits.flatMap((commit, index) =>
    commitLines(commit, index + 1, index === 0 ? parent : `:${index}`, branch),
  )
  return [...parts, `reset ${branch}`, `from ${'0'.repeat(40)}`, '', 'done', ''].join('\n')
}

function commitLines(commit: NewCommit, mark: number, parent: string | null, branch: string): string[] {
  const author = cleanAuthor(commit.author)
  const seconds = Math.floor(commit.at.getTime() / 1000)
  return [
    `commit ${branch}`,
    `mark :${mark}`,
    `author ${author.name} <${author.email}> ${seconds} +0000`,
    `committer ${committer} ${seconds} +0000`,
    data(messageWithTrailer(commit.message, commit.operation)),
    ...(parent === null ? [] : [`from ${parent}`]),
    ...commit.changes.map(({ project, file }) => {
      const path = pathOfProject(project)
      return file === null ? `D ${path}` : `M 100644 inline ${path}\n${data(file)}`
    }),
    '',
    `get-mark :${mark}`,
  ]
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}`
}
