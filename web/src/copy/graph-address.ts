'use client'

import { createContext } from 'react'

/** Where clients other than these pages reach the graph. */
export const GraphAddress = createContext('')
