export { Asn1Error, decoding, fail } from './problem.ts'
export { childrenOf, readElement, readFirst, type Deviation, type Element, type ReadOptions, type TagClass } from './element.ts'
export { tags, type Universal } from './tags.ts'
export {
  bitNumbersOf, bitNumbersOfContent, bitOctetsOf, booleanOf, booleanOfContent, enumeratedOf, inner, integerOctets, integerOf, isContext, isUniversal, octetsOf, octetsOfContent,
  oidOf, oidOfContent, sequenceOf, setOf, smallIntegerOf, smallIntegerOfContent,
} from './values.ts'
export { isText, textOf } from './texts.ts'
export { generalizedTimeOf, timeOf } from './times.ts'
export * as der from './write.ts'
