import type { Certificate } from './certificate.ts'
import { inhibitAnyPolicyOf, policiesOf, policyConstraintsOf, policyMappingsOf } from './extensions.ts'
import { anyPolicy } from './oids.ts'

/** What the one who relies on a path asks of policies (RFC 5280 § 6.1.1). */
export interface PolicyDemands {
  /** Policies that are acceptable; `undefined`: any. */
  readonly policies?: readonly string[] | undefined
  readonly requireExplicit?: boolean | undefined
  readonly inhibitMapping?: boolean | undefined
  readonly inhibitAny?: boolean | undefined
}

/** One policy at one depth, with the words the next certificate may call it by, and those above it that lead here: a graph, not a tree (RFC 9618). */
interface Node {
  readonly policy: string
  expected: ReadonlySet<string>
  readonly parents: readonly Node[]
}

/** The policies of a path as far as it has been walked, from the certificate under the anchor to the last. */
export class PolicyWalk {
  private levels: Map<string, Node>[]
  private explicit: number
  private mapping: number
  private any: number
  private readonly demands: PolicyDemands

  constructor(length: number, demands: PolicyDemands) {
    this.demands = demands
    this.levels = [new Map([[anyPolicy, { policy: anyPolicy, expected: new Set([anyPolicy]), parents: [] }]])]
    this.explicit = demands.requireExplicit ? 0 : length + 1
    this.mapping = demands.inhibitMapping ? 0 : length + 1
    this.any = demands.inhibitAny ? 0 : length + 1
  }

  /** Steps (d) to (f) of § 6.1.3; says whether the path may go on. */
  enter({ extensions }: Certificate, isLast: boolean, isSelfIssued: boolean): boolean {
    const above = this.levels.at(-1) ?? new Map<string, Node>()
    const policies = policiesOf(extensions)
    const level = new Map<string, Node>()
    const anyAbove = above.get(anyPolicy)
    for (const policy of policies ?? []) {
      if (policy === anyPolicy) continue
      const parents = [...above.values()].filter(({ expected }) => expected.has(policy))
      const from = parents.length > 0 ? parents : anyAbove ? [anyAbove] : []
      if (from.length > 0) level.set(policy, { policy, expected: new Set([policy]), parents: from })
    }
    if (policies?.includes(anyPolicy) && (this.any > 0 || (!isLast && isSelfIssued))) {
      for (const parent of above.values()) {
        for (const policy of parent.expected) {
          if (level.has(policy) && policy !== anyPolicy) continue
          level.set(policy, { policy, expected: new Set([policy]), parents: [...(level.get(policy)?.parents ?? []), parent] })
        }
      }
    }
    this.levels.push(level)
    return this.explicit > 0 || level.size > 0
  }

  /** Steps (a), (b), (h) to (j) of § 6.1.4, after every certificate but the last; says whether the path may go on. */
  leave({ extensions }: Certificate, isSelfIssued: boolean): boolean {
    const mappings = policyMappingsOf(extensions)
    if (mappings.some(({ issuer, subject }) => issuer === anyPolicy || subject === anyPolicy)) return false
    this.map(mappings)
    if (!isSelfIssued) {
      this.explicit = Math.max(0, this.explicit - 1)
      this.mapping = Math.max(0, this.mapping - 1)
      this.any = Math.max(0, this.any - 1)
    }
    this.constrain(extensions)
    this.any = Math.min(this.any, inhibitAnyPolicyOf(extensions) ?? this.any)
    return true
  }

  /** § 6.1.5: what is left for the one who relies on it. */
  isAccepted({ extensions }: Certificate): boolean {
    this.explicit = Math.max(0, this.explicit - 1)
    if (policyConstraintsOf(extensions).requireExplicit === 0) this.explicit = 0
    return this.explicit > 0 || this.authorised()
  }

  private map(mappings: readonly { readonly issuer: string; readonly subject: string }[]) {
    const level = this.levels.at(-1) ?? new Map<string, Node>()
    for (const issuer of new Set(mappings.map((mapping) => mapping.issuer))) {
      const subjects = new Set(mappings.filter((mapping) => mapping.issuer === issuer).map(({ subject }) => subject))
      const [node, any] = [level.get(issuer), level.get(anyPolicy)]
      if (this.mapping === 0) level.delete(issuer)
      else if (node) node.expected = subjects
      else if (any) level.set(issuer, { policy: issuer, expected: subjects, parents: any.parents })
    }
  }

  private constrain(extensions: Certificate['extensions']) {
    const { requireExplicit, inhibitMapping } = policyConstraintsOf(extensions)
    this.explicit = Math.min(this.explicit, requireExplicit ?? this.explicit)
    this.mapping = Math.min(this.mapping, inhibitMapping ?? this.mapping)
  }

  /** Whether a policy of the last certificate comes, by way of mappings, from one that is acceptable at the anchor. */
  private authorised(): boolean {
    const last = this.levels.at(-1)
    const { policies } = this.demands
    if (!last || last.size === 0) return false
    if (!policies || policies.includes(anyPolicy)) return true
    const seen = new Set<Node>()
    const fromAccepted = (node: Node): boolean => {
      if (seen.has(node)) return false
      seen.add(node)
      // The first policy that is not any below a node of any is the one named in the domain of the anchor.
      const isRoot = node.parents.some((parent) => parent.policy === anyPolicy)
      if (isRoot && (policies.includes(node.policy) || node.policy === anyPolicy)) return true
      return node.parents.some((parent) => parent.policy !== anyPolicy && fromAccepted(parent))
    }
    return [...last.values()].some(fromAccepted)
  }
}
