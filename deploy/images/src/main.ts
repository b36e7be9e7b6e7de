import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { writeBase } from './base.ts'
import { bundle } from './bundle.ts'
import { imageNames, isImageName, programImages } from './programs.ts'
import { appFolder } from './run-settings.ts'

/**
 * Writes what is in an image into a folder, a folder for each of its layers: `npm run image:files -- NAME FOLDER`. The
 * Dockerfiles call it, and the testbed makes its images of the same functions.
 */
const [name, folder] = process.argv.slice(2)
if (!isImageName(name) || folder === undefined) {
  process.stderr.write(`usage: npm run image:files -- ${imageNames.join('|')} FOLDER\n`)
  process.exitCode = 1
} else {
  const goal = resolve(folder)
  await mkdir(join(goal, 'base'), { recursive: true })
  await writeBase(join(goal, 'base'))
  await bundle(programImages[name], join(goal, 'program', appFolder))
}
