-- Numbers and captions for tables and charts. The caption is the heading above and, where that has more than one table,
-- what the columns hold. A sentence about a source belongs to the table above it.

local stringify = pandoc.utils.stringify
local is_word = FORMAT == 'docx'

-- A table of more columns does not fit a phone; its rows are stacked there.
local columns_of_a_phone = 3
-- A longer table may break over pages.
local rows_kept_together = 14
-- A table of more columns is set smaller.
local columns_of_full_size = 5

-- The folder of the charts for a phone.
local narrow_charts

local numbers = { Table = 0, Chart = 0 }

-- Word counts the tables itself, so that a table added later gets the right number.
local function numbered(kind)
  numbers[kind] = numbers[kind] + 1
  local number = tostring(numbers[kind])
  if not is_word then return pandoc.Str(number) end
  return pandoc.RawInline('openxml',
    '<w:fldSimple w:instr=" SEQ ' .. kind .. ' \\* ARABIC "><w:r><w:t>' .. number .. '</w:t></w:r></w:fldSimple>')
end

local function caption(kind, title)
  local inlines = pandoc.List { pandoc.Str(kind), pandoc.Space(), numbered(kind), pandoc.Str('.'), pandoc.Space() }
  inlines:extend(title)
  return inlines
end

local function styled(style, block)
  return pandoc.Div({ block }, { ['custom-style'] = style })
end

local function heads(element)
  local titles = pandoc.List()
  for _, cell in ipairs(element.head.rows[1].cells) do titles:insert(stringify(cell.contents)) end
  return titles
end

-- The words `days, host and board`: the columns after the first.
local function columns(titles)
  local words = pandoc.List()
  for index = 2, #titles do words:insert((titles[index]:gsub('^%u%l', string.lower))) end
  local last = words:remove()
  return #words == 0 and (last or titles[1]) or table.concat(words, ', ') .. ' and ' .. last
end

-- A long word may break in its cell, so that the columns of figures stay on the page.
local longest_word = 24

local function breakable(word)
  local scalars = utf8.len(word.text)
  if is_word or not scalars or scalars <= longest_word then return end
  local pieces = pandoc.List()
  for first = 1, scalars, longest_word do
    local start, stop = utf8.offset(word.text, first), utf8.offset(word.text, math.min(first + longest_word, scalars + 1))
    if first > 1 then pieces:insert(pandoc.RawInline('html', '<wbr>')) end
    pieces:insert(pandoc.Str(word.text:sub(start, stop - 1)))
  end
  return pieces
end

local function is_source(block)
  return block and block.t == 'Para' and #block.content == 1 and block.content[1].t == 'Emph'
    and stringify(block):match('^Source: ') ~= nil
end

local function is_chart(block)
  return block and block.t == 'Para' and #block.content == 1 and block.content[1].t == 'Image'
end

-- The small curves of a row of paper, and nothing else.
local function is_curves(block)
  if not block or block.t ~= 'Para' then return false end
  for _, inline in ipairs(block.content) do
    local is_curve = inline.t == 'Image' and inline.src:match('^charts/trend%-')
    if not is_curve and inline.t ~= 'SoftBreak' and inline.t ~= 'Space' then return false end
  end
  return true
end

local function curves(block)
  if not is_word then
    local figures = pandoc.List()
    for _, inline in ipairs(block.content) do
      if inline.t == 'Image' then
        figures:extend { pandoc.RawBlock('html', '<figure>'), pandoc.Plain { inline }, pandoc.RawBlock('html', '</figure>') }
      end
    end
    return pandoc.Div(figures, { class = 'curves' })
  end
  for _, inline in ipairs(block.content) do
    if inline.t == 'Image' then inline.attributes.width = '7.9cm' end
  end
  return styled('Keep With Next', block)
end

local function tables_under(blocks)
  local counts, place = {}, 0
  for index, block in ipairs(blocks) do
    if block.t == 'Header' then place = index end
    if block.t == 'Table' then counts[place] = (counts[place] or 0) + 1 end
  end
  return counts
end

-- Attributes for a screen reader, where the style sheet removes the table's layout, and labels that a phone shows
-- beside values.
-- The attributes are in pairs, because Lua's own order differs from run to run.
local function describe(element, titles)
  local row_count = 0
  for _, row in ipairs(element.head.rows) do
    for _, cell in ipairs(row.cells) do cell.attr = pandoc.Attr('', {}, { { 'scope', 'col' }, { 'role', 'columnheader' } }) end
    row.attr = pandoc.Attr('', {}, { role = 'row' })
  end
  element.head.attr = pandoc.Attr('', {}, { role = 'rowgroup' })
  for _, body in ipairs(element.bodies) do
    body.row_head_columns = 1
    body.attr = pandoc.Attr('', {}, { role = 'rowgroup' })
    row_count = row_count + #body.body
    for index, row in ipairs(body.body) do
      local is_total = index == #body.body and stringify(row.cells[1].contents) == 'Total'
      row.attr = pandoc.Attr('', is_total and { 'total' } or {}, { role = 'row' })
      for column, cell in ipairs(row.cells) do
        local attributes = column == 1 and { { 'scope', 'row' }, { 'role', 'rowheader' } } or { { 'role', 'cell' } }
        table.insert(attributes, { 'data-label', titles[column] })
        cell.attr = pandoc.Attr('', #cell.contents == 0 and { 'empty' } or {}, attributes)
      end
    end
  end
  local classes = pandoc.List()
  if #titles > columns_of_a_phone then classes:insert('stacked') end
  if #titles > columns_of_full_size then classes:insert('dense') end
  if row_count <= rows_kept_together then classes:insert('whole') end
  element.attr = pandoc.Attr('', classes, { role = 'table' })
end

local function source(block)
  if is_word then return styled('Table Source', pandoc.Para(block.content[1].content)) end
  return pandoc.Div({ pandoc.Para(block.content[1].content) }, { class = 'source' })
end

local function percent_encoded(text)
  return (text:gsub('[^%w%-._~/:;,=()]', function(byte) return ('%%%02X'):format(byte:byte()) end))
end

-- The chart for a phone or for paper, if narrow-charts made one.
local function narrow(path, folder, media)
  local file = io.open(pandoc.utils.stringify(narrow_charts) .. folder .. path:match('[^/]+$'), 'rb')
  if not file then return '' end
  local svg = file:read('a')
  file:close()
  return '<source media="' .. media .. '" srcset="data:image/svg+xml,' .. percent_encoded(svg) .. '">'
end

local function for_paper(path) return narrow(path, '/print/', 'print') end

local function chart(block, heading, written)
  local image = block.content[1]
  local title = caption('Chart', heading)
  if is_word then
    image.attributes.width = '12.5cm'
    written:insert(styled('Captioned Figure', block))
    written:insert(styled('Image Caption', pandoc.Para(title)))
    return
  end
  written:insert(pandoc.RawBlock('html', '<figure><picture>' .. narrow(image.src, '/', 'screen and (max-width: 46rem)')
    .. for_paper(image.src)))
  written:insert(pandoc.Plain { image })
  written:insert(pandoc.RawBlock('html', '</picture><figcaption>'))
  written:insert(pandoc.Plain(title))
  written:insert(pandoc.RawBlock('html', '</figcaption></figure>'))
end

-- A table inside a list or a quotation has no caption.
local function describe_within(block)
  return pandoc.walk_block(block, {
    Table = function(element)
      describe(element, heads(element))
      return element
    end,
  })
end

-- A sentence that says what a chart or a table shows, or that opens a list.
local function is_lead(block, following)
  return block.t == 'Para' and following
    and (is_chart(following) or following.t == 'Table' or following.t == 'BulletList')
end

local function keep_with_next(block)
  if is_word then return styled('Keep With Next', block) end
  return pandoc.Div({ block }, { class = 'lead' })
end

-- Two small tables or charts that follow each other, each under its own heading, are set side by side on paper.
local columns_of_half_a_page, rows_of_half_a_page = 4, 14
-- A higher picture is set alone, so that it does not move to a page of its own with what is beside it.
local height_of_half_a_page = 520

local function mark_halves(blocks)
  local sections = pandoc.List()
  for _, block in ipairs(blocks) do
    if block.t == 'Header' then
      sections:insert { header = block, is_small = false, level = block.level }
    elseif #sections > 0 then
      local section = sections[#sections]
      if block.t == 'Table' and not section.has_table then
        section.has_table = true
        section.is_small = not section.is_large and #heads(block) <= columns_of_half_a_page
          and #block.bodies[1].body <= rows_of_half_a_page
      elseif is_chart(block) and not section.has_chart then
        section.has_chart = true
        local height = tonumber(for_paper(block.content[1].src):match('height=%%22(%d+)'))
        section.is_small = not section.is_large and height ~= nil and height <= height_of_half_a_page
      elseif block.t ~= 'Para' or is_chart(block) or is_curves(block) then
        section.is_small = false
      end
      section.is_large = not section.is_small and block.t ~= 'Para' or section.is_large
    end
  end
  for index, section in ipairs(sections) do
    local function is_beside(other) return other and other.is_small and other.level == section.level end
    if section.is_small and section.level == 3
      and (is_beside(sections[index - 1]) or is_beside(sections[index + 1])) then
      section.header.classes:insert('half')
    end
  end
end

function Pandoc(doc)
  narrow_charts = doc.meta['narrow-charts']
  if not is_word then mark_halves(doc.blocks) end
  local written, heading, place = pandoc.List(), pandoc.List(), 0
  local counts = tables_under(doc.blocks)
  for index, block in ipairs(doc.blocks) do
    local following = doc.blocks[index + 1]
    if block.t == 'Header' then
      heading, place = block.content, index
      if is_word then block.level = block.level - 1 end
      written:insert(block)
    elseif block.t == 'Table' then
      local titles = heads(block)
      local title = heading:clone()
      if counts[place] > 1 then title:extend { pandoc.Str(': ' .. columns(titles)) } end
      describe(block, titles)
      block = pandoc.walk_block(block, { Str = breakable })
      block.caption.long = { pandoc.Plain(caption('Table', title)) }
      written:insert(block)
    elseif is_source(block) then
      written:insert(source(block))
    elseif is_curves(block) then
      written:insert(curves(block))
    elseif is_chart(block) then
      chart(block, heading, written)
    elseif is_lead(block, following) then
      written:insert(keep_with_next(block))
    else
      written:insert(describe_within(block))
    end
  end
  doc.blocks = written
  return doc
end
