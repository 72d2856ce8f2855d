import arrowDown from '@gov-design-system-ce/icons/lib/components/arrow-down.svg?raw'
import book from '@gov-design-system-ce/icons/lib/components/book.svg?raw'
import bookmarks from '@gov-design-system-ce/icons/lib/components/bookmarks.svg?raw'
import briefcase from '@gov-design-system-ce/icons/lib/components/briefcase.svg?raw'
import check from '@gov-design-system-ce/icons/lib/components/check-lg.svg?raw'
import checkCircle from '@gov-design-system-ce/icons/lib/components/check-circle-fill.svg?raw'
import chevronDown from '@gov-design-system-ce/icons/lib/components/chevron-down.svg?raw'
import chevronLeft from '@gov-design-system-ce/icons/lib/components/chevron-left.svg?raw'
import chevronRight from '@gov-design-system-ce/icons/lib/components/chevron-right.svg?raw'
import chevronUp from '@gov-design-system-ce/icons/lib/components/chevron-up.svg?raw'
import copy from '@gov-design-system-ce/icons/lib/components/copy.svg?raw'
import dash from '@gov-design-system-ce/icons/lib/components/dash-lg.svg?raw'
import download from '@gov-design-system-ce/icons/lib/components/download.svg?raw'
import envelope from '@gov-design-system-ce/icons/lib/components/envelope-fill.svg?raw'
import exclamation from '@gov-design-system-ce/icons/lib/components/exclamation-lg.svg?raw'
import external from '@gov-design-system-ce/icons/lib/components/box-arrow-up-right.svg?raw'
import eye from '@gov-design-system-ce/icons/lib/components/eye.svg?raw'
import gear from '@gov-design-system-ce/icons/lib/components/gear.svg?raw'
import house from '@gov-design-system-ce/icons/lib/components/house-door-fill.svg?raw'
import info from '@gov-design-system-ce/icons/lib/components/info-circle-fill.svg?raw'
import lightbulb from '@gov-design-system-ce/icons/lib/components/lightbulb-fill.svg?raw'
import menu from '@gov-design-system-ce/icons/lib/components/list.svg?raw'
import moon from '@gov-design-system-ce/icons/lib/components/moon.svg?raw'
import person from '@gov-design-system-ce/icons/lib/components/person-fill.svg?raw'
import place from '@gov-design-system-ce/icons/lib/components/geo-alt-fill.svg?raw'
import plus from '@gov-design-system-ce/icons/lib/components/plus-lg.svg?raw'
import quote from '@gov-design-system-ce/icons/lib/components/quote.svg?raw'
import search from '@gov-design-system-ce/icons/lib/components/search.svg?raw'
import star from '@gov-design-system-ce/icons/lib/components/star-fill.svg?raw'
import sun from '@gov-design-system-ce/icons/lib/components/sun.svg?raw'
import telephone from '@gov-design-system-ce/icons/lib/components/telephone.svg?raw'
import upload from '@gov-design-system-ce/icons/lib/components/upload.svg?raw'
import warning from '@gov-design-system-ce/icons/lib/components/exclamation-triangle-fill.svg?raw'
import cross from '@gov-design-system-ce/icons/lib/components/x-lg.svg?raw'
import documentSearch from '@gov-design-system-ce/icons/lib/complex/doc-search.svg?raw'
import documents from '@gov-design-system-ce/icons/lib/complex/documents.svg?raw'
import globe from '@gov-design-system-ce/icons/lib/complex/globe.svg?raw'
import hourglass from '@gov-design-system-ce/icons/lib/complex/hourglass.svg?raw'
import institution from '@gov-design-system-ce/icons/lib/complex/institution.svg?raw'
import secured from '@gov-design-system-ce/icons/lib/complex/secured.svg?raw'
import stamp from '@gov-design-system-ce/icons/lib/complex/doc-stamp.svg?raw'

/** The official set has no sign for a fault and none for following the device; these two are drawn to match. */
const fault = '<svg viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0ZM7 3.5v5.4h2V3.5H7Zm1 7a1.2 1.2 0 1 0 0 2.4 1.2 1.2 0 0 0 0-2.4Z"/></svg>'
const halves = '<svg viewBox="0 0 16 16"><path fill="currentColor" fill-rule="evenodd" d="M8 0a8 8 0 1 1 0 16A8 8 0 0 1 8 0Zm0 1.5a6.5 6.5 0 0 0 0 13v-13Z"/></svg>'

/** The official icons in use, by meaning; one that is not listed here is not in the bundle. The last six are drawn for size xl. */
export const icons = {
  arrowDown, book, bookmarks, briefcase, check, checkCircle, chevronDown, chevronLeft, chevronRight, chevronUp, copy, cross, dash,
  download, envelope, exclamation, external, eye, fault, gear, halves, house, info, lightbulb, menu, moon, person, place, plus, quote, search, star,
  sun, telephone, upload, warning,
  documentSearch, documents, globe, hourglass, institution, secured, stamp,
}
