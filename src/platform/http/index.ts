export { actorOf, commandKey, createServer, type Access, type Server, type ServerOptions } from './server.ts'
export { text } from './text.ts'
export { respond, sendProblem, type Problem, type Refusals, type RefusalStatus } from './problem.ts'
