import { describe, expect, test } from 'vitest'
import { claimProblems, claimsFit } from './claims.ts'

const claim = (name: string, pattern: string) => ({ name, pattern })

describe('the claims of a rule', () => {
  test.each([
    ['a repository by its whole name', [claim('repository', 'example/shop')], true],
    ['all repositories of one owner', [claim('repository', 'example/*')], true],
    ['an owner', [claim('repository_owner', 'example')], true],
    ['a subject behind a repository', [claim('sub', 'repo:example/shop:*')], true],
    ['a project of GitLab and a branch', [claim('project_path', 'group/shop'), claim('ref', 'release-*')], true],
    ['nothing at all', [], false],
    ['only a branch, which any repository has', [claim('ref', 'refs/heads/main')], false],
    ['any repository', [claim('repository', '*')], false],
    ['any repository of a name', [claim('repository', '*/shop')], false],
    ['owners whose names only begin so', [claim('repository', 'example*')], false],
    ['owners whose names only begin so, as a subject', [claim('sub', 'repo:example*')], false],
    ['any subject of the kind', [claim('sub', 'repo:*')], false],
    ['numbers that only begin so', [claim('repository_id', '12*')], false],
    ['a claim twice', [claim('repository', 'example/shop'), claim('repository', 'example/*')], false],
    ['an empty pattern', [claim('repository', 'example/shop'), claim('ref', '')], false],
  ])('may be %s', (_, claims, isFine) => {
    expect(claimProblems(claims).length === 0).toBe(isFine)
  })

  test.each([
    ['all are there and fit', { repository: 'example/shop', ref: 'refs/heads/main', run: 7 }, true],
    ['one differs', { repository: 'example/shop', ref: 'refs/heads/other', run: 7 }, false],
    ['one is missing', { repository: 'example/shop', run: 7 }, false],
    ['one is a list with the value', { repository: ['example/shop'], ref: 'refs/heads/main', run: 7 }, false],
    ['one is inherited', Object.create({ repository: 'example/shop', ref: 'refs/heads/main', run: 7 }), false],
  ])('fit an identity where %s', (_, identity, expected) => {
    const claims = [claim('repository', 'example/*'), claim('ref', 'refs/heads/main'), claim('run', '7')]
    expect(claimsFit(claims, identity as Record<string, unknown>)).toBe(expected)
  })
})
