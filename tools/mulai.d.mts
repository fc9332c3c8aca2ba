/** One line when this Node is too old. */
export function nodeFault(version: string): string | undefined
/** 'siap', or why packages must be installed. */
export function packagesState(project: string): string
/** One line for what npm said. */
export function npmFault(said: string): string
