export { expectSandboxed, openSandbox, runSandboxed, type Sandbox, type Sandboxed, type SandboxLimits, type SandboxRefusal } from './sandbox.ts'
