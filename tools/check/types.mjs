// @ts-check
// node tools/check/types.mjs tsconfig.json: the compiler's errors, and promises nobody waits for, in the files of that tsconfig.
// A forgotten `await` in a transaction is a deed lost without a trace, and the compiler alone does not see it.
import { relative } from 'node:path'
import ts from 'typescript'
import { root } from '../setup/root.mjs'

const [configPath = 'tsconfig.json'] = process.argv.slice(2)
const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (/** @type {ts.Diagnostic} */ problem) => { throw new Error(text(problem)) } }
const config = ts.getParsedCommandLineOfConfigFile(configPath, {}, host)
if (!config) throw new Error(`${configPath} cannot be read`)

const program = ts.createProgram({ rootNames: config.fileNames, options: config.options })
const types = program.getTypeChecker()
const own = config.fileNames.map((name) => program.getSourceFile(name)).filter((file) => file !== undefined)
const problems = [
  ...(own.length > 0 ? [...config.errors, ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()] : []).map(text),
  ...own.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(text)),
  ...own.flatMap((file) => floating(file).map((node) => `${place(file, node.getStart())} floating-promise: await it, return it or say void`)),
]
console.log(problems.length > 0 ? problems.join('\n') : `${own.length} files`)
process.exitCode = problems.length > 0 ? 1 : 0

/** Statements that make a promise and drop it.
 * @param {ts.SourceFile} file @returns {ts.Node[]} */
function floating(file) {
  /** @type {ts.Node[]} */
  const found = []
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isExpressionStatement(node) && makesPromise(node.expression)) found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

/** @param {ts.Expression} expression */
function makesPromise(expression) {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return false
  if (ts.isBinaryExpression(expression) && isAssignment(expression.operatorToken.kind)) return false
  if (ts.isCallExpression(expression) && isHandled(expression)) return false
  const type = types.getTypeAtLocation(expression)
  return (type.isUnion() ? type.types : [type]).some((one) => one.getSymbol()?.getName() === 'Promise')
}

/** @param {ts.SyntaxKind} kind */
function isAssignment(kind) {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** `.catch(f)`, `.then(f, g)` and the registration functions of node:test, which wait for themselves.
 * @param {ts.CallExpression} call */
function isHandled(call) {
  if (ts.isPropertyAccessExpression(call.expression)) {
    const { text: name } = call.expression.name
    if (name === 'catch' || (name === 'then' && call.arguments.length === 2)) return true
  }
  const declaration = types.getResolvedSignature(call)?.getDeclaration()
  return declaration?.getSourceFile().fileName.endsWith('/@types/node/test.d.ts') ?? false
}

/** @param {ts.Diagnostic} problem */
function text(problem) {
  const message = `TS${problem.code}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n  ')}`
  return problem.file && problem.start !== undefined ? `${place(problem.file, problem.start)} ${message}` : message
}

/** @param {ts.SourceFile} file @param {number} offset */
function place(file, offset) {
  const { line, character } = file.getLineAndCharacterOfPosition(offset)
  return `${relative(root, file.fileName)}:${line + 1}:${character + 1}`
}
