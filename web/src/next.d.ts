// What the framework adds to the language: style sheets and images as modules. Its own `next-env.d.ts` says the same
// but is written anew by each build, so it is not kept in version control.
/// <reference types="next" />
/// <reference types="next/image-types/global" />
