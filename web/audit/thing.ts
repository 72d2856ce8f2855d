const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The identifier somebody means who typed it, or pasted the address of the page of the thing. */
export const thingIn = (typed: string): string => uuid.exec(typed)?.[0].toLowerCase() ?? typed.trim().slice(0, 100)
