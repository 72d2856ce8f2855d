export { assessSignatures } from './assess.ts'
export { preparations, type Preparation } from './preparations.ts'
export {
  changeLevels, isWithin, worst, type Assessment, type Change, type ChangeEffect, type ChangeFault, type ChangeLevel, type ChangeRule,
  type Coverage, type DocMdp, type PageDifference, type Problem, type Violation,
} from './model.ts'
