import type { ErrorCode } from 'yaml'

/** What each mistake in YAML means and what to write instead, in words of people rather than of a parser. */
export const syntaxMessages: Record<ErrorCode, string> = {
  ALIAS_PROPS: 'A reference (*name) has an anchor or a tag of its own. Write the value out.',
  BAD_ALIAS:
    'An anchor (&name) or a reference (*name) without a usable name. Write the value out, or put the text in quotes.',
  BAD_COLLECTION_TYPE: 'A tag does not fit the map or list behind it. Remove the tag.',
  BAD_DIRECTIVE: 'A line that begins with % is a directive, which a project file does not need. Remove it.',
  BAD_DQ_ESCAPE:
    'A text in double quotes has a backslash with something behind it that means nothing. Write \\\\ for a backslash, or use single quotes.',
  BAD_INDENT:
    'The line is not indented like the others of its map or list, or a bracket above is missing its end. Use the same number of blanks for all of them.',
  BAD_PROP_ORDER: 'An anchor or a tag stands before the sign (- ? :) that it belongs behind. Remove it.',
  BAD_SCALAR_START: 'A text cannot begin with this character. Put the text in quotes.',
  BLOCK_AS_IMPLICIT_KEY:
    'A second colon on this line would make a map inside a map. Put the text in quotes, or begin a new line.',
  BLOCK_IN_FLOW:
    'A list or map in lines stands inside brackets. Write all of it inside the brackets, or all of it in lines.',
  DUPLICATE_KEY: 'The key stands twice in one map. Keep one of them.',
  IMPOSSIBLE: 'The text cannot be read as YAML here. Write the line anew.',
  KEY_OVER_1024_CHARS: 'A key has more than 1024 characters. A colon is probably missing, or a quote.',
  MISSING_CHAR:
    'A character is missing here: a blank after a colon, comma or dash, a closing bracket, or a closing quote.',
  MULTILINE_IMPLICIT_KEY: 'A key goes over several lines. A colon is probably missing on the line before.',
  MULTIPLE_ANCHORS: 'A value has two anchors. Remove them.',
  MULTIPLE_DOCS: 'The file holds several documents. Keep one, without further lines of ---.',
  MULTIPLE_TAGS: 'A value has two tags. Remove them.',
  NON_STRING_KEY: 'A key is not text. Put it in quotes.',
  RESOURCE_EXHAUSTION: 'Maps and lists stand too deep inside each other.',
  TAB_AS_INDENT: 'The line is indented by a tab, which YAML does not allow. Use blanks.',
  TAG_RESOLVE_FAILED: 'A tag (!name) stands before the value. Remove it; text that has to stay text goes in quotes.',
  UNEXPECTED_TOKEN:
    'Something stands here that does not belong here. A bracket, a comma, a quote or a dash is probably missing or too many.',
}
