export const playground = {
  title: 'Playground',
  about:
    'The same graph that these pages are made from, asked as you. What you type stays in this tab and is forgotten with it.',
  loading: 'Loading the editor …',
  queries: 'Open queries',
  close: 'Close {name}',
  projects: 'Your projects, where they run and how they are.',
  operation: 'Follows an operation: press play, and its steps come as they happen.',
  file: 'Says what a project file would do, and changes nothing.',
}
