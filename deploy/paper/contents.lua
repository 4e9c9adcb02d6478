-- The table of contents: sections and their subsections, or sections alone where a paper has many projects.

local stringify = pandoc.utils.stringify
local longest = 44
-- A document of no more sections, such as a case study or a statement, needs none.
local shortest = 6

-- A project's entry is its reference and borough, `LRSA-001, Harrow`: its title may be long.
local longest_entry = 40

local function short(text)
  return #text > longest_entry and text:match('^([^:]+, [^:]+): ') or text
end

local function entries(blocks)
  local top = FORMAT == 'docx' and 1 or 2
  local all = pandoc.List()
  for _, block in ipairs(blocks) do
    if block.t == 'Header' and block.level <= top + 1 then
      all:insert { level = block.level - top + 1, text = short(stringify(block.content)), header = block }
    end
  end
  if #all > longest then all = all:filter(function(entry) return entry.level == 1 end) end
  return all
end

local function escaped(text)
  return (text:gsub('[&<>"]', { ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;' }))
end

-- A field of Word that is filled in already. A reader needs no update; an update adds page numbers.
local function word(all, rule)
  local parts = pandoc.List {
    '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
      .. '</w:sdtPr><w:sdtContent><w:p><w:pPr><w:pStyle w:val="TOCHeading"/>'
      .. (rule and '<w:pageBreakBefore/>' or '') .. '</w:pPr><w:r><w:t>Contents</w:t></w:r></w:p>' }
  for index, entry in ipairs(all) do
    parts:insert('<w:p><w:pPr><w:pStyle w:val="TOC' .. entry.level .. '"/></w:pPr>')
    if index == 1 then
      parts:insert('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o '
        .. '"1-2" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    end
    parts:insert('<w:hyperlink w:anchor="' .. entry.header.identifier .. '" w:history="1"><w:r><w:t xml:space="preserve">'
      .. escaped(entry.text) .. '</w:t></w:r></w:hyperlink>')
    if index == #all then parts:insert('<w:r><w:fldChar w:fldCharType="end"/></w:r>') end
    parts:insert('</w:p>')
  end
  parts:insert('</w:sdtContent></w:sdt>')
  return pandoc.RawBlock('openxml', table.concat(parts))
end

local function page(all, rule)
  local items = pandoc.List()
  for _, entry in ipairs(all) do
    local link = pandoc.Plain { pandoc.Link({ pandoc.Str(entry.text) }, '#' .. entry.header.identifier) }
    if entry.level == 1 then
      items:insert { link }
    else
      local parent = items[#items]
      if parent[2] then parent[2].content:insert { link } else parent[2] = pandoc.BulletList { { link } } end
    end
  end
  return pandoc.Div({
    pandoc.RawBlock('html', '<nav aria-labelledby="contents"><h2 id="contents">Contents</h2>'),
    pandoc.BulletList(items), pandoc.RawBlock('html', '</nav>') }, { class = rule and 'contents after-first-page' or 'contents' })
end

-- The rule that ends the first page; only the program writes one between sections. Contents follow it.
local function end_of_first_page(blocks)
  for index, block in ipairs(blocks) do
    local following = blocks[index + 1]
    if block.t == 'HorizontalRule' and following and following.t == 'Header' then return index end
  end
end

function Pandoc(doc)
  -- Generated names, because Word allows at most forty characters and a heading may hold anything.
  local count, names = 0, {}
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' then
      count = count + 1
      if not names['#' .. block.identifier] then names['#' .. block.identifier] = '#section-' .. count end
      block.identifier = 'section-' .. count
    end
  end
  doc.blocks = doc.blocks:walk {
    Link = function(link)
      if link.target:sub(1, 1) == '#' then
        if not names[link.target] then return link.content end
        link.target = names[link.target]
        link.classes:insert('leads-to-page')
        return link
      end
    end,
  }
  local all, rule = entries(doc.blocks), end_of_first_page(doc.blocks)
  if not rule and #all:filter(function(entry) return entry.level == 1 end) <= shortest then return doc end
  local contents = FORMAT == 'docx' and word(all, rule) or page(all, rule)
  if rule then
    doc.blocks[rule] = contents
  else
    doc.blocks:insert(1, contents)
  end
  return doc
end
